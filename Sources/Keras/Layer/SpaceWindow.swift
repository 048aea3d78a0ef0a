import NeuralNetwork

/// The window of a convolution or a pooling along any number of axes, of `(batch, space…, channels)` or with channels first.
struct SpaceWindow: Hashable, Sendable {
    var size: [Int]
    var strides: [Int]
    var dilation: [Int]
    var padding: VolumePadding
    var format: DataFormat

    var rank: Int { size.count }

    /// A convolution's `kernel_size`, `strides`, `dilation_rate`, `padding`, `data_format`.
    static func convolution(_ options: inout LayerOptions, rank: Int) throws -> SpaceWindow {
        let ones = Array(repeating: 1, count: rank)
        return SpaceWindow(
            size: try options.lengths("kernel_size", count: rank),
            strides: try options.lengths("strides", count: rank, default: ones),
            dilation: try options.lengths("dilation_rate", count: rank, default: ones),
            padding: try options.padding() == .same ? .same : .valid, format: try options.dataFormat())
    }

    /// A pooling's `pool_size`, `strides` (absent: the pool's size), `padding`, `data_format`.
    static func pooling(_ options: inout LayerOptions, rank: Int) throws -> SpaceWindow {
        let size = try options.lengths("pool_size", count: rank, default: Array(repeating: 2, count: rank))
        return SpaceWindow(
            size: size, strides: try options.lengths("strides", count: rank, default: size),
            dilation: Array(repeating: 1, count: rank), padding: try options.padding() == .same ? .same : .valid,
            format: try options.dataFormat())
    }

    /// The shape of what the window gives when it slides over `input`.
    ///
    /// - Parameter channels: those of the result, given those of the input.
    func outputShape(of input: Shape, channels: (Int?) -> Int?) throws -> Shape {
        let space = try format.toChannelsLast(input, rank: rank)
        var result = [space[0]]
        for axis in 0..<rank {
            let window = SlidingWindow(extent: size[axis], stride: strides[axis], dilation: dilation[axis])
            result.append(try window.positions(padding == .same ? .same : .valid, vertical: true, length: space[axis + 1]))
        }
        return format.fromChannelsLast(result + [channels(space[rank + 1])], rank: rank)
    }
}

extension DataFormat {
    /// The shape of `(batch, channels and space)` with its channels last, of `rank` axes of space.
    func toChannelsLast(_ shape: Shape, rank: Int) throws(ShapeMismatch) -> Shape {
        let space = ["steps", "height, width", "depth, height, width"][rank - 1]
        try shape.expectRank(rank + 2, self == .channelsLast ? "(batch, \(space), channels)" : "(batch, channels, \(space))")
        return self == .channelsLast ? shape : [shape[0]] + shape[2...] + [shape[1]]
    }

    func fromChannelsLast(_ shape: Shape, rank: Int) -> Shape {
        self == .channelsLast || shape.count != rank + 2 ? shape : [shape[0], shape[rank + 1]] + shape[1...rank]
    }

    /// The order of axes that brings the channels behind `rank` axes of space, which stand behind `leading` others.
    func toChannelsLastOrder(rank: Int, leading: Int = 1) -> [Int] {
        Array(0..<leading) + Array((leading + 1)...(leading + rank)) + [leading]
    }

    /// The order of axes that brings the channels before `rank` axes of space, which stand behind `leading` others.
    func toChannelsFirstOrder(rank: Int, leading: Int = 1) -> [Int] {
        Array(0..<leading) + [leading + rank] + Array(leading..<(leading + rank))
    }
}

extension Graph {
    /// Runs `body` on a volume with its channels last, and gives its volume back in the order of `format`.
    ///
    /// - Parameter activation: applied in the end if it goes along an axis, which is one of the order of `format`.
    mutating func withChannelsLast(
        volume x: Value, _ format: DataFormat, then activation: NeuralNetwork.Activation = .linear,
        _ body: (inout Graph, Value) throws -> Value
    ) throws -> Value {
        guard format == .channelsFirst else { return try self.activation(body(&self, x), activation.alongAxis) }
        let result = try body(&self, transpose(x, permutation: format.toChannelsLastOrder(rank: 3)))
        guard shape(of: result).count == 5 else { return result }
        let back = try transpose(result, permutation: format.toChannelsFirstOrder(rank: 3))
        return try self.activation(back, activation.alongAxis)
    }

    /// A convolution along one, two or three axes of `(batch, space…, channels)`.
    mutating func convolution(_ x: Value, _ window: SpaceWindow, kernel: Tensor, bias: Tensor?, groups: Int = 1) throws -> Value {
        let padding: NeuralNetwork.Padding = window.padding == .same ? .same : .valid
        switch window.rank {
        case 1:
            return try asImage(x, .channelsLast) { graph, x in
                try graph.convolution(
                    x, kernel: kernel.asImageKernel, bias: bias, strides: (1, window.strides[0]), padding: padding,
                    dilation: (1, window.dilation[0]), groups: groups)
            }
        case 2:
            return try convolution(
                x, kernel: kernel, bias: bias, strides: (window.strides[0], window.strides[1]), padding: padding,
                dilation: (window.dilation[0], window.dilation[1]), groups: groups)
        default:
            return try volumeConvolution(
                x, kernel: kernel, bias: bias, strides: window.strides, padding: window.padding, dilation: window.dilation,
                groups: groups)
        }
    }
}
