import CNarrowWinograd

extension Lowering {
    /// The convolution of whole numbers by Winograd, where it is possible, allowed and faster than multiplying bytes.
    mutating func narrowWinograd(_ convolution: Convolution, _ shapes: ConvolutionShapes, in format: NumberFormat) throws
        -> NarrowWinograd?
    {
        let preferred = options.preferredAlgorithm
        guard preferred == .tiled || (preferred == nil && NarrowWinograd.isFast), !direct.contains(current.index),
            convolution.mayBeWinograd,
            let winograd = try NarrowWinograd(
                shapes, from: format, wanted: wantedFormat, followups: convolution.followups, threads: threads,
                lanes: options.preferredLanes)
        else { return nil }
        let costs = ConvolutionCosts(
            direct: NarrowConvolutionCost(direct: shapes.source, shapes.destination).milliseconds,
            winograd: NarrowConvolutionCost(winograd: shapes.source, shapes.destination).milliseconds)
        guard preferred != nil || costs.saving > 0 else { return nil }
        let kernelBytes = shapes.kernelView.dimensions.reduce(1, *)
        noteTransformedKernel(saving: costs.saving, bytes: winograd.weightBytes - kernelBytes)
        return winograd
    }
}

extension Convolution {
    func lower(_ winograd: NarrowWinograd, in format: NumberFormat, into lowering: inout Lowering) throws {
        let node = lowering.node
        guard let kernel = lowering.constant(node.inputs[1]), let quantization = kernel.notes?.quantization else {
            preconditionFailure("a kernel that isn't constant or has no scales")
        }
        let filters = winograd.shape.filters
        guard quantization.scales.count == filters else {
            throw ShapeMismatch(expected: "\(filters) int8 scales, one for each filter", found: "\(quantization.scales.count)")
        }
        let weights = NarrowWinogradWeights(winograd, scales: quantization.scales)
        var operands = [
            try lowering.operand(node.inputs[0], as: winograd.source, in: format),
            try lowering.operand(kernel, of: node.inputs[1], as: weights),
        ]
        if hasBias { operands.append(try lowering.rowMajor(node.inputs[2])) }
        operands.append(lowering.destination(try winograd.scratch))
        var result = lowering.destination(winograd.destination)
        result.format = winograd.result
        operands.append(result)
        lowering.emit(winograd.kernel(hasBias: hasBias), operands)
        guard result.format == .float32 else { return lowering.place(result) }
        try lowering.place(result, after: followups.dropFirst(winograd.accepted))
    }
}
