import CDepthwise

/// A convolution of each channel by itself whose threads share the rows of the image, not its channels.
///
/// The 1×1 convolutions around it share the pixels, so that half of what a thread of oneDNN's kernel reads, and half of what the next
/// convolution reads of it, lies in the other core's cache. Two threads computed a block of three such convolutions on maps of 40 to 160 rows
/// 1.1 to 1.8 times as fast with rows (AMD EPYC, Zen 3), on 28 rows 1.0 to 1.2, below that not; one thread is as fast with either.
struct BandedDepthwise: Sendable {
    let source: Layout
    let destination: Layout
    let shape: depthwise_shape
    let finish: DepthwiseFinish

    /// A thread with fewer rows reads too much of its neighbours'.
    private static let leastRows = 12
    private static let mostTaps = 49

    /// Nil where it is another convolution, where oneDNN's kernel is as good, or where followups are more than a ReLU or, with
    /// AVX-512, swish.
    ///
    /// - Parameters:
    ///   - present: how the source lies by now. Where its channels come last, those of the result do too.
    ///   - lanes: 4, 8 or 16; nil for as many as the processor's vectors hold.
    init?(_ shapes: ConvolutionShapes, present: Layout, followups: [Followup], threads: Int, lanes: Int? = nil) throws {
        let (source, destination, geometry) = (shapes.source, shapes.destination, shapes.geometry)
        let kernel = shapes.kernelView.dimensions
        guard threads > 1, kernel.count == 5, kernel[..<3] == [source[1], 1, 1], geometry.gaps == [0, 0],
            kernel[3] * kernel[4] <= Self.mostTaps, destination[2] >= threads * Self.leastRows
        else { return nil }
        let lanes = lanes ?? depthwise_lanes()
        guard let finish = DepthwiseFinish(followups, lanes: lanes) else { return nil }
        self.finish = finish
        let rowMajor = try Layout(channelsLast: source)
        let isChannelsLast = source[1] >= lanes && present.isSame(as: rowMajor)
        shape = depthwise_shape(
            lanes: lanes, batch: source[0], channels: source[1], height: source[2], width: source[3], rows: destination[2],
            columns: destination[3], kernel_height: kernel[3], kernel_width: kernel[4], stride_down: geometry.strides[0],
            stride_across: geometry.strides[1], padding_top: geometry.paddingBefore[0], padding_left: geometry.paddingBefore[1],
            is_channels_last: isChannelsLast, threads: threads)
        self.source = isChannelsLast ? rowMajor : try Layout(channelBlocks: lanes, dimensions: source)
        self.destination =
            isChannelsLast ? try Layout(channelsLast: destination) : try Layout(channelBlocks: lanes, dimensions: destination)
    }

    /// Each channel of one image multiplied by a number of its own, as by a kernel of one tap, so that the result may lie where the source does.
    /// Where channels come last, oneDNN takes up to twice as long.
    ///
    /// Nil where they don't, where channels don't fill vectors, and on few rows.
    ///
    /// - Parameter dimensions: (batch, channels, height, width).
    init?(multiplying dimensions: [Int], present: Layout, threads: Int, lanes: Int? = nil) throws {
        let lanes = lanes ?? depthwise_lanes()
        guard threads > 1, dimensions.count == 4, dimensions[0] == 1, dimensions[1] % lanes == 0,
            dimensions[2] >= threads * Self.leastRows, present.isSame(as: try Layout(channelsLast: dimensions))
        else { return nil }
        let (channels, height, width) = (dimensions[1], dimensions[2], dimensions[3])
        shape = depthwise_shape(
            lanes: lanes, batch: 1, channels: channels, height: height, width: width, rows: height, columns: width,
            kernel_height: 1, kernel_width: 1, stride_down: 1, stride_across: 1, padding_top: 0, padding_left: 0,
            is_channels_last: true, threads: threads)
        (source, destination, finish) = (present, present, DepthwiseFinish())
    }

    var isChannelsLast: Bool { shape.is_channels_last }

    /// The loop that a plan runs. Its operands: source, weights as they come, bias if there is one, destination.
    func kernel(hasBias: Bool) -> Kernel {
        Kernel(name: "framerill:depthwise") { memory in
            var shape = shape
            var finish = finish.engine(bias: hasBias ? UnsafePointer(memory[2]) : nil)
            depthwise_run(&shape, memory[0], memory[1], &finish, memory[hasBias ? 3 : 2])
        }
    }
}

extension Convolution {
    func lower(_ banded: BandedDepthwise, into lowering: inout Lowering) throws {
        let inputs = lowering.node.inputs
        var operands = [try lowering.operand(inputs[0], as: banded.source), try lowering.rowMajor(inputs[1])]
        if hasBias { operands.append(try lowering.rowMajor(inputs[2])) }
        let destination = lowering.destination(banded.destination)
        lowering.emit(banded.kernel(hasBias: hasBias), operands + [destination])
        lowering.place(destination)
    }
}
