import CDirect

/// A convolution of ours that does every product by itself, for processors with AVX2 and without AVX-512, with the bits of oneDNN's.
///
/// It takes any three pixels at a time, of one row or of two, where oneDNN's kernel begins anew with each row, adds more channels up
/// before it writes a sum, and takes images of a few channels as they come. If `pooling` is given, a thread pools its rows of the result
/// while they are in its cache, and they are never written to memory.
struct DirectConvolution: Sendable {
    let shape: direct_shape
    let source: Layout
    let destination: Layout
    private let slope: Float
    private let ceiling: Float

    /// With fewer filters, padding the source takes too large a part of the time.
    private static let leastFilters = (blocked: 128, channelsLast: 64)

    /// Nil where it is another convolution, where oneDNN's kernel is as good, or where followups are more than a ReLU.
    ///
    /// - Parameter lanes: 4, 8 or 16, which is then taken for every convolution that is possible; nil for as many as the processor's
    ///   vectors hold.
    init?(
        _ shapes: ConvolutionShapes, followups: [Followup], pooling: PoolingShapes? = nil, threads: Int, lanes: Int? = nil
    ) throws {
        let (source, result, geometry) = (shapes.source, shapes.destination, shapes.geometry)
        let kernel = shapes.kernelView.dimensions
        guard kernel.count == 4, kernel[2] * kernel[3] > 1, geometry.gaps == [0, 0] else { return nil }
        guard let line = followups.brokenLine else { return nil }
        (slope, ceiling) = line
        let hasChannelsLast = source[1] < (lanes ?? direct_lanes())
        if lanes == nil {
            let least = hasChannelsLast ? Self.leastFilters.channelsLast : Self.leastFilters.blocked
            guard direct_lanes() == 8, result[1] >= least || pooling != nil else { return nil }
        }
        shape = direct_shape(
            lanes: lanes ?? direct_lanes(), batch: source[0], channels: source[1], filters: result[1],
            has_channels_last: hasChannelsLast, height: source[2], width: source[3], rows: result[2], columns: result[3],
            kernel_height: kernel[2], kernel_width: kernel[3], stride_down: geometry.strides[0],
            stride_across: geometry.strides[1], padding_top: geometry.paddingBefore[0], padding_left: geometry.paddingBefore[1],
            pooling: pooling?.engine ?? direct_pooling(), threads: threads)
        self.source =
            hasChannelsLast
            ? try Layout(rowMajor: [source[0], source[2], source[3], source[1]])
            : try Layout(channelBlocks: shape.lanes, dimensions: source)
        destination = try Layout(channelBlocks: shape.lanes, dimensions: pooling?.destination ?? result)
    }

    /// What a run needs for itself.
    var scratch: Layout {
        get throws { try Layout(rowMajor: [withUnsafePointer(to: shape) { direct_scratch_count($0) }]) }
    }

    static let implementation = "framerill:direct"

    var isPooled: Bool { shape.pooling.rows > 0 }

    /// The loop that a plan runs. Its operands: source, weights, bias if there is one, scratch, destination.
    func kernel(hasBias: Bool) -> Kernel {
        Kernel(name: Self.implementation + (isPooled ? "+pooling" : "")) { memory in
            let rest = hasBias ? 3 : 2
            var (shape, finish) = (
                shape, direct_finish(bias: hasBias ? UnsafePointer(memory[2]) : nil, slope: slope, ceiling: ceiling)
            )
            direct_run(&shape, memory[0], memory[1], &finish, memory[rest], memory[rest + 1])
        }
    }
}

extension PlanOptions {
    /// How many floats the vectors of this processor hold.
    package static var processorLanes: Int { direct_lanes() }

    /// The vectors that our convolutions can be computed with here: those of 8 floats need AVX2, those of 4 and of 16 have code for every
    /// processor.
    package static var possibleLanes: [Int] { processorLanes < 8 ? [4, 16] : [4, 8, 16] }
}

extension Convolution {
    func lower(_ choice: DirectConvolution, into lowering: inout Lowering) throws {
        let inputs = lowering.node.inputs
        guard let kernel = lowering.constant(inputs[1]) else { preconditionFailure("a kernel that isn't constant") }
        var operands = [
            try lowering.operand(inputs[0], as: choice.source),
            try lowering.operand(kernel, of: inputs[1], as: DirectWeights(choice)),
        ]
        if hasBias { operands.append(try lowering.rowMajor(inputs[2])) }
        operands.append(lowering.destination(try choice.scratch))
        let destination = lowering.destination(choice.destination)
        operands.append(destination)
        lowering.emit(choice.kernel(hasBias: hasBias), operands)
        if choice.isPooled { lowering.placeReader(destination) } else { lowering.place(destination) }
    }
}

extension [Followup] {
    /// What they do to a number, where it is nothing or one ReLU of any slope and ceiling.
    var brokenLine: (slope: Float, ceiling: Float)? {
        guard let first else { return (1, .infinity) }
        guard count == 1, case .activation(let activation) = first else { return nil }
        return activation.brokenLine
    }
}
