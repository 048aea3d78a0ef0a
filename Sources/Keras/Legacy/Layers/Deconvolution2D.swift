import NeuralNetwork

/// A transposed convolution whose result has the size that `output_shape` says (Keras 1), while that of Keras 2 follows from the
/// input's; otherwise as `Conv2DTranspose`.
struct Deconvolution2DLayer: SingleInputLayer {
    let convolution: Conv2DTransposeLayer
    /// Of the result; nil where the file leaves it open.
    let rows: Int?
    let columns: Int?

    init(from options: inout LayerOptions) throws {
        guard let value = options.value("output_shape") else {
            throw options.fault("output_shape", expected: "the whole shape of the result", found: nil)
        }
        let shape = try options.shape("output_shape", value)
        convolution = try Conv2DTransposeLayer(from: &options)
        let image = try convolution.window.format.toChannelsLast(shape)
        (rows, columns) = (image[1], image[2])
    }

    func weights(for input: Shape) throws -> [WeightSpecification] { try convolution.weights(for: input) }

    func outputShape(of input: Shape) throws -> Shape {
        let format = convolution.window.format
        var image = try format.toChannelsLast(convolution.outputShape(of: input))
        (image[1], image[2]) = (rows ?? image[1], columns ?? image[2])
        return format.fromChannelsLast(image)
    }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let input = graph.shape(of: x)
        guard try outputShape(of: input) != convolution.outputShape(of: input) else {
            return try convolution.lower(x, weights: weights, into: &graph)
        }
        let window = convolution.window
        let image = try window.format.toChannelsLast(input)
        let vertical = try cut(
            image[1], SlidingWindow(extent: window.size.height, stride: window.strides.height), rows, "height")
        let horizontal = try cut(
            image[2], SlidingWindow(extent: window.size.width, stride: window.strides.width), columns, "width")
        return try graph.withChannelsLast(x, window.format) { graph, x in
            let sum = try graph.transposedConvolution(
                x, kernel: weights[0], bias: convolution.usesBias ? weights[1] : nil, strides: window.strides.pair,
                padding: .explicit(
                    top: vertical.before, bottom: vertical.after, left: horizontal.before, right: horizontal.after))
            return try graph.activation(sum, convolution.activation)
        }
    }

    /// What is to be cut off the full result along an axis so that `wanted` pixels stay: those that a convolution from there to
    /// the input would pad.
    private func cut(
        _ length: Int?, _ window: SlidingWindow, _ wanted: Int?, _ side: String
    ) throws(ShapeMismatch) -> (before: Int, after: Int) {
        guard let length else { throw ShapeMismatch(expected: "a known \(side), for output_shape is known", found: "None") }
        let padding = convolution.window.padding
        let full = (length - 1) * window.stride + window.reach
        let wanted = wanted ?? (padding == .same ? length * window.stride : max(full, length * window.stride))
        let positions = try window.positions(padding, vertical: true, length: wanted)
        guard positions == length else {
            throw ShapeMismatch(
                expected: "an output_shape from which the convolution gives the input's \(side) \(length)",
                found: "\(wanted), which gives \(positions ?? 0)")
        }
        let before = padding == .same ? window.amounts(.same, vertical: true, length: wanted).before : 0
        return (before, full - wanted - before)
    }
}

extension Deconvolution2DLayer: LegacyWeights {
    func legacyForms(of weights: [WeightSpecification], inputs: [Shape]) -> [WeightForm] {
        convolution.legacyForms(of: weights, inputs: inputs)
    }
}
