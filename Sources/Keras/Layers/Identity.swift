import NeuralNetwork

/// What is given is what comes out.
struct IdentityLayer: SingleInputLayer {
    var maskRule: MaskRule { .passesSince(major: 3) }

    init(from options: inout LayerOptions) throws {}

    func outputShape(of input: Shape) throws -> Shape { input }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value { x }
}
