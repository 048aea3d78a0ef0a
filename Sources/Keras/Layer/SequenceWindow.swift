import NeuralNetwork

/// The window of a convolution or a pooling along a sequence `(batch, steps, channels)`.
///
/// The engine sees the sequence as an image of one row.
struct SequenceWindow: Hashable, Sendable {
    enum Border: String, Sendable {
        case valid, same
        /// Zeros before the first step only, so that no step sees a later one.
        case causal
        /// Zeros at both ends, so that the window meets the sequence from its first touch to its last; Keras 1 on Theano.
        case full
    }

    var size: Int
    var stride: Int
    var dilation: Int
    var border: Border
    var format: DataFormat

    /// A convolution's `kernel_size`, `strides`, `dilation_rate`, `padding`, `data_format`.
    static func convolution(_ options: inout LayerOptions) throws -> SequenceWindow {
        let border = try options.choice(
            "padding", of: ["valid", "same", "causal"] + (options.context.version.major < 2 ? ["full"] : []), default: "valid")
        return SequenceWindow(
            size: try options.length("kernel_size"), stride: try options.length("strides", default: 1),
            dilation: try options.length("dilation_rate", default: 1), border: Border(rawValue: border)!,
            format: try options.dataFormat())
    }

    /// A pooling's `pool_size`, `strides` (absent: the pool's size), `padding`, `data_format`.
    static func pooling(_ options: inout LayerOptions) throws -> SequenceWindow {
        let size = try options.length("pool_size", default: 2)
        return SequenceWindow(
            size: size, stride: try options.length("strides", default: size), dilation: 1,
            border: try options.padding() == .same ? .same : .valid, format: try options.dataFormat())
    }

    var strides: (Int, Int) { (1, stride) }
    var dilations: (Int, Int) { (1, dilation) }

    var padding: NeuralNetwork.Padding {
        switch border {
        case .valid: .valid
        case .same: .same
        case .causal: .explicit(top: 0, bottom: 0, left: (size - 1) * dilation, right: 0)
        case .full: .explicit(top: 0, bottom: 0, left: (size - 1) * dilation, right: (size - 1) * dilation)
        }
    }

    /// The shape of what the window gives when it slides over `input`.
    ///
    /// - Parameter channels: those of the result, given those of the input.
    func outputShape(of input: Shape, channels: (Int?) -> Int?) throws(ShapeMismatch) -> Shape {
        let sequence = try format.toChannelsLast(sequence: input)
        let window = SlidingWindow(extent: size, stride: stride, dilation: dilation)
        return format.fromChannelsLast(sequence: [
            sequence[0], try window.positions(padding, vertical: false, length: sequence[1]), channels(sequence[2]),
        ])
    }
}

extension DataFormat {
    /// The shape of a sequence with its channels last.
    func toChannelsLast(sequence shape: Shape) throws(ShapeMismatch) -> Shape {
        try shape.expectRank(
            3, self == .channelsLast ? "a sequence (batch, steps, channels)" : "a sequence (batch, channels, steps)")
        return self == .channelsLast ? shape : [shape[0], shape[2], shape[1]]
    }

    func fromChannelsLast(sequence shape: Shape) -> Shape {
        self == .channelsLast || shape.count != 3 ? shape : [shape[0], shape[2], shape[1]]
    }
}

extension Graph {
    /// Runs `body` on a sequence as an image `(batch, 1, steps, channels)`, and gives its image back as a sequence in the order of
    /// `format`; what is no image is given back as it is.
    ///
    /// - Parameter activation: applied in the end if it goes along an axis, for the image has others.
    mutating func asImage(
        _ x: Value, _ format: DataFormat, then activation: NeuralNetwork.Activation = .linear,
        _ body: (inout Graph, Value) throws -> Value
    ) throws -> Value {
        let sequence = format == .channelsFirst ? try transpose(x, permutation: [0, 2, 1]) : x
        let channels = try shape(of: sequence).known(2)
        let result = try body(&self, reshape(sequence, to: [1, -1, channels]))
        guard shape(of: result).count == 4 else { return result }
        let back = try reshape(result, to: [-1, shape(of: result).known(3)])
        let sequenceBack = format == .channelsFirst ? try transpose(back, permutation: [0, 2, 1]) : back
        return try self.activation(sequenceBack, activation.alongAxis)
    }
}

extension Tensor {
    /// A kernel `(steps, …)` as one of an image of one row: `(1, steps, …)`.
    var asImageKernel: Tensor { reshaped(to: [1] + shape) }
}

extension LayerOptions {
    /// One positive number, also as a list of one.
    mutating func length(_ option: String, default absent: Int? = nil) throws -> Int {
        note(option, "a positive integer", default: absent.map { .integer($0) })
        guard let value = value(option) else {
            if let absent { return absent }
            throw fault(option, expected: "a positive integer", found: nil)
        }
        guard let length = value.integer ?? (value.elements?.count == 1 ? value.elements?[0].integer : nil),
            (1...SizeLimits.option).contains(length)
        else { throw fault(option, expected: "a positive integer", found: value) }
        return length
    }

    /// A number of steps at both ends, or one for each.
    mutating func ends(_ option: String, default absent: Int) throws -> (Int, Int) {
        note(option, "an integer or two, none negative", default: .integer(absent))
        guard let value = value(option) else { return (absent, absent) }
        let numbers = value.integer.map { [$0, $0] } ?? value.elements?.compactMap(\.integer) ?? []
        guard numbers.count == 2, numbers.allSatisfy({ (0...SizeLimits.option).contains($0) }) else {
            throw fault(option, expected: "an integer or two, none negative", found: value)
        }
        return (numbers[0], numbers[1])
    }
}
