import NeuralNetwork

/// Convolution along a sequence, in groups where asked; kernel `(steps, channels / groups, filters)`.
struct Conv1DLayer: SingleInputLayer {
    let filters: Int
    let groups: Int
    let window: SequenceWindow
    let usesBias: Bool
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        filters = try options.integer("filters")
        groups = try options.integer("groups", default: 1)
        window = try .convolution(&options)
        usesBias = try options.flag("use_bias", default: true)
        activation = try options.activation()
        try options.requireFloatWeights()
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let channels = try window.format.toChannelsLast(sequence: input).known(2)
        guard channels % groups == 0, filters % groups == 0 else {
            throw ShapeMismatch(
                expected: "channels and filters that the \(groups) groups divide",
                found: "\(channels) channels, \(filters) filters")
        }
        return [WeightSpecification("kernel", [window.size, channels / groups, filters], slidingAxes: 1)]
            + (usesBias ? [WeightSpecification("bias", [filters])] : [])
    }

    func outputShape(of input: Shape) throws -> Shape { try window.outputShape(of: input) { _ in filters } }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.asImage(x, window.format, then: activation) { graph, x in
            let sum = try graph.convolution(
                x, kernel: weights[0].asImageKernel, bias: usesBias ? weights[1] : nil, strides: window.strides,
                padding: window.padding, dilation: window.dilations, groups: groups)
            return try graph.activation(sum, activation.ofElements)
        }
    }
}
