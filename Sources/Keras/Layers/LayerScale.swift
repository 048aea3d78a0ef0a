import NeuralNetwork

/// `x · gamma`, one factor for each channel (ConvNeXt).
struct LayerScaleLayer: SingleInputLayer {
    let channels: Int

    init(from options: inout LayerOptions) throws {
        channels = try options.integer("projection_dim")
        options.ignore("init_values")
    }

    func weights(for input: Shape) throws -> [WeightSpecification] { [WeightSpecification("gamma", [channels])] }

    func outputShape(of input: Shape) throws -> Shape {
        guard input.last == channels else {
            throw ShapeMismatch(expected: "\(channels) channels last", found: input.pythonText)
        }
        return input
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.multiply([x, graph.constant(weights[0])])
    }
}
