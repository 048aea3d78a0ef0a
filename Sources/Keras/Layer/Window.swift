import NeuralNetwork

/// The window of a convolution or a pooling, with the order of axes it works in.
struct Window: Hashable, Sendable {
    var size: Extent
    var strides: Extent
    var dilation: Extent
    var padding: NeuralNetwork.Padding
    var format: DataFormat

    /// A convolution's `kernel_size`, `strides`, `dilation_rate`, `padding`, `data_format`.
    static func convolution(_ options: inout LayerOptions) throws -> Window {
        let size = try options.extent("kernel_size")
        let dilation = try options.extent("dilation_rate", default: .one)
        return Window(
            size: size, strides: try options.extent("strides", default: .one), dilation: dilation,
            padding: try options.fullPadding(size, dilation) ?? options.padding(), format: try options.dataFormat())
    }

    /// A pooling's `pool_size`, `strides` (absent: the pool's size), `padding`, `data_format`.
    static func pooling(_ options: inout LayerOptions) throws -> Window {
        let size = try options.extent("pool_size", default: Extent(height: 2, width: 2))
        return Window(
            size: size, strides: try options.extent("strides", default: size), dilation: .one,
            padding: try options.padding(), format: try options.dataFormat())
    }

    /// The shape of what the window gives when it slides over `input`.
    ///
    /// - Parameter channels: those of the result, given those of the input.
    func outputShape(of input: Shape, channels: (Int?) -> Int?) throws(ShapeMismatch) -> Shape {
        let image = try format.toChannelsLast(input)
        let rows = SlidingWindow(extent: size.height, stride: strides.height, dilation: dilation.height)
        let columns = SlidingWindow(extent: size.width, stride: strides.width, dilation: dilation.width)
        return format.fromChannelsLast([
            image[0],
            try rows.positions(padding, vertical: true, length: image[1]),
            try columns.positions(padding, vertical: false, length: image[2]),
            channels(image[3]),
        ])
    }
}

extension Extent {
    static let one = Extent(height: 1, width: 1)
    var pair: (Int, Int) { (height, width) }
}
