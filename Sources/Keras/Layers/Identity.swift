import NeuralNetwork

/// `Identity` of Keras: what is given is what comes out.
public struct Identity: LayerBuilder {
    public let definition: LayerDefinition

    public init(
        inputShape: [Int?]? = nil, name: String? = nil, isTrainable: Bool = true
    ) {
        definition = LayerDefinition("Identity", name: name, isTrainable: isTrainable, inputShape: inputShape)
    }
}

/// What is given is what comes out.
struct IdentityLayer: SingleInputLayer {
    var maskRule: MaskRule { .passesSince(major: 3) }

    init(from options: inout LayerOptions) throws {}

    func outputShape(of input: Shape) throws -> Shape { input }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value { x }
}
