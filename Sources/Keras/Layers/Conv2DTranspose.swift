import NeuralNetwork

/// The transpose of a convolution; kernel `(height, width, filters, channels)`.
///
/// Along an axis of `n` pixels the result has `n · stride` for `same`, `n · stride + max(reach − stride, 0)` for `valid`, and
/// `(n − 1) · stride + reach − 2 · pad + output_padding` where an output padding is given, `pad` being `reach / 2` for `same`.
struct Conv2DTransposeLayer: SingleInputLayer {
    let filters: Int
    let window: Window
    let outputPadding: Extent?
    let usesBias: Bool
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        filters = try options.integer("filters")
        window = try .convolution(&options)
        outputPadding = try options.outputPadding(strides: window.strides)
        usesBias = try options.flag("use_bias", default: true)
        activation = try options.activation()
        // tf.keras writes the option of its parent class, and ignores it.
        try options.require("groups", .integer(1), because: "Keras knows no transposed convolution in groups")
    }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let channels = try window.format.toChannelsLast(input).known(3)
        let kernel = [window.size.height, window.size.width, filters, channels]
        return [WeightSpecification("kernel", kernel, slidingAxes: 2)]
            + (usesBias ? [WeightSpecification("bias", [filters])] : [])
    }

    func outputShape(of input: Shape) throws -> Shape {
        let image = try window.format.toChannelsLast(input)
        return window.format.fromChannelsLast([
            image[0],
            image[1].map { length($0, window.size.height, window.strides.height, window.dilation.height, outputPadding?.height) },
            image[2].map { length($0, window.size.width, window.strides.width, window.dilation.width, outputPadding?.width) },
            filters,
        ])
    }

    private func length(_ input: Int, _ size: Int, _ stride: Int, _ dilation: Int, _ extra: Int?) -> Int {
        let reach = (size - 1) * dilation + 1
        guard let extra else { return input * stride + (window.padding == .same ? 0 : max(reach - stride, 0)) }
        return (input - 1) * stride + reach - (window.padding == .same ? 2 * (reach / 2) : 0) + extra
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try graph.withChannelsLast(x, window.format, then: activation) { graph, x in
            let sum = try graph.transposedConvolution(
                x, kernel: weights[0], bias: usesBias ? weights[1] : nil, strides: window.strides.pair, padding: window.padding,
                dilation: window.dilation.pair, outputPadding: outputPadding?.pair)
            return try graph.activation(sum, activation.ofElements)
        }
    }
}

extension LayerOptions {
    /// `output_padding`: null, or a number below the stride for each axis.
    fileprivate mutating func outputPadding(strides: Extent) throws -> Extent? {
        guard let value = value("output_padding") else { return nil }
        let numbers = value.integer.map { [$0, $0] } ?? value.elements?.compactMap(\.integer) ?? []
        guard numbers.count == 2, (0..<strides.height).contains(numbers[0]), (0..<strides.width).contains(numbers[1]) else {
            throw fault("output_padding", expected: "null, or a number below the stride for each axis", found: value)
        }
        return Extent(height: numbers[0], width: numbers[1])
    }
}
