import CDepthwise

/// A 1×1 convolution and the convolution of each channel by itself that alone reads it, as in the blocks of MobileNetV2, in one: what lies between
/// them, several times as large as what comes in and what goes out, never leaves the cores' nearest caches.
///
/// For AVX-512, whose instructions multiply by a number in memory. Two threads (AMD EPYC, Zen 4) computed blocks of 8 to 32 channels 1.0 to 1.17
/// times as fast as one after the other, with swish 1.18 to 1.32, and yolo-fastest-1.1-xl 1.07. More channels weren't measured: the larger a part
/// the products are of the time, the less there is to gain.
struct ExpandedDepthwise {
    private let depthwise: BandedDepthwise
    let source: Layout
    private let inputs: Int
    private let finish: DepthwiseFinish

    private static let mostInputs = 32
    /// Of a thread's part of the result: it computes the rows at its borders as its neighbours do.
    private static let leastRows = 20

    /// Nil where they are other convolutions, or aren't faster so.
    ///
    /// - Parameters:
    ///   - present: how the source lies by now.
    ///   - reader: the convolution of each channel.
    init?(
        _ shapes: ConvolutionShapes, followups: [Followup], present: Layout,
        reader: (shapes: ConvolutionShapes, followups: [Followup]), threads: Int, lanes: Int? = nil
    ) throws {
        let (image, geometry) = (shapes.source, shapes.geometry)
        guard lanes ?? depthwise_lanes() == 16, image[1] <= Self.mostInputs, let finish = DepthwiseFinish(followups, lanes: 16),
            shapes.kernelView.dimensions.elementsEqual([shapes.destination[1], image[1], 1, 1]), geometry.strides == [1, 1],
            geometry.paddingBefore == [0, 0], geometry.paddingAfter == [0, 0],
            reader.shapes.destination[2] >= threads * Self.leastRows, present.isSame(as: try Layout(channelsLast: image)),
            let depthwise = try BandedDepthwise(
                reader.shapes, present: Layout(channelsLast: shapes.destination), followups: reader.followups, threads: threads,
                lanes: 16), depthwise.isChannelsLast
        else { return nil }
        (self.depthwise, source, inputs, self.finish) = (depthwise, present, image[1], finish)
    }

    var destination: Layout { depthwise.destination }

    /// What a run needs for itself.
    var scratch: Layout {
        get throws { try Layout(rowMajor: [withUnsafePointer(to: depthwise.shape) { depthwise_expanded_scratch_count($0) }]) }
    }

    /// The loop that a plan runs. Its operands: source, weights and bias of the expansion, those of each channel, scratch, destination.
    func kernel(hasBias: (expansion: Bool, depthwise: Bool)) -> Kernel {
        Kernel(name: "framerill:expansion+depthwise") { memory in
            var place = 1
            func next() -> UnsafeMutablePointer<Float> {
                defer { place += 1 }
                return memory[place]
            }
            func bias(_ isThere: Bool) -> UnsafePointer<Float>? { isThere ? UnsafePointer(next()) : nil }
            var shape = depthwise.shape
            var expansion = depthwise_expansion(
                inputs: inputs, weights: next(), bias: bias(hasBias.expansion), slope: finish.slope, ceiling: finish.ceiling,
                is_swish: finish.isSwish)
            let weights = next()
            var depthwiseFinish = depthwise.finish.engine(bias: bias(hasBias.depthwise))
            let scratch = next()
            depthwise_expanded_run(&shape, &expansion, memory[0], weights, &depthwiseFinish, scratch, next())
        }
    }
}

extension Lowering {
    /// Lowers a 1×1 convolution with what alone reads it, where that is a convolution of each channel and both are faster so.
    ///
    /// - Returns: whether it did.
    mutating func lowerExpansion(_ convolution: Convolution, _ shapes: ConvolutionShapes) throws -> Bool {
        guard options.isOptimized, options.precision == .exact || options.precision == .fast, convolution.groups == 1,
            let value = soleReader, let reader = graph.nodes[value.index].operation as? Convolution, reader.groups > 1
        else { return false }
        let (inputs, others) = (node.inputs, graph.nodes[value.index].inputs)
        guard others[0] == current, (inputs.dropFirst() + others.dropFirst()).allSatisfy({ constant($0) != nil }) else {
            return false
        }
        let readerShapes = try ConvolutionShapes(reader, image: extents, result: extents(value))
        let expanded = try ExpandedDepthwise(
            shapes, followups: convolution.followups, present: operand(inputs[0]).layout,
            reader: (readerShapes, reader.followups), threads: threads, lanes: options.preferredLanes)
        guard let expanded else { return false }
        var operands = [try operand(inputs[0], as: expanded.source)]
        for constant in inputs.dropFirst() + others.dropFirst() { operands.append(try rowMajor(constant)) }
        operands.append(destination(try expanded.scratch))
        let result = destination(expanded.destination)
        emit(expanded.kernel(hasBias: (convolution.hasBias, reader.hasBias)), operands + [result])
        placeReader(result)
        return true
    }
}
