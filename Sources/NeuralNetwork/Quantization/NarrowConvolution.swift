/// A convolution whose image and kernel have fewer bits than float32.
struct NarrowConvolution {
    let description: PrimitiveDescription
    let scales: ArgumentScales
    /// How many of the followups it does itself: all, or the result is float32.
    let accepted: Int
    let result: NumberFormat
}

extension Lowering {
    /// The convolution with an image of `format`, if oneDNN has code for this processor.
    func describe(_ convolution: Convolution, _ shapes: ConvolutionShapes, in format: NumberFormat) throws -> NarrowConvolution? {
        // A sum would need the addend in the result's format.
        let isSum = convolution.followups.contains { if case .add = $0 { true } else { false } }
        for result in isSum || wantedFormat == .float32 ? [.float32] : [wantedFormat, .float32] {
            let scales = try scales(of: convolution, in: format, result: result)
            let fused = try? describe(convolution.followups) { operations in
                try .convolution(
                    source: Layout(open: shapes.source, of: format.elementType),
                    weights: Layout(open: shapes.kernelView.dimensions, of: format == .bfloat16 ? .bfloat16 : .int8),
                    bias: shapes.bias, destination: Layout(open: shapes.destination, of: result.elementType),
                    geometry: shapes.geometry, Attributes(operations, scales: scales))
            }
            guard let fused, !fused.description.implementation.contains("ref") else { continue }
            guard result == .float32 || fused.accepted == convolution.followups.count else { continue }
            return NarrowConvolution(description: fused.description, scales: scales, accepted: fused.accepted, result: result)
        }
        return nil
    }

    private func scales(of convolution: Convolution, in format: NumberFormat, result: NumberFormat) throws -> ArgumentScales {
        guard format != .bfloat16, let quantization = constant(node.inputs[1])?.notes?.quantization else { return .none }
        let filters = extents[extents.count - 1]
        guard quantization.scales.count == filters else {
            throw ShapeMismatch(expected: "\(filters) int8 scales, one for each filter", found: "\(quantization.scales.count)")
        }
        let coarsening = Float(KernelQuantization.limit) / Float(format.kernelLimit)
        return ArgumentScales(
            source: format.scale, weights: quantization.scales.map { $0 * coarsening }, isGrouped: convolution.groups > 1,
            destination: result.scale)
    }
}

extension Convolution {
    func lower(
        _ narrow: NarrowConvolution, _ shapes: ConvolutionShapes, in format: NumberFormat, into lowering: inout Lowering
    ) throws {
        let (node, description) = (lowering.node, narrow.description)
        guard let kernel = lowering.constant(node.inputs[1]) else { preconditionFailure("a kernel that isn't constant") }
        var arguments = [(argument: Argument, operand: Operand)]()
        arguments.append((.source, try lowering.operand(node.inputs[0], as: description.source, in: format)))
        arguments.append((.weights, try packed(kernel, narrow, shapes, in: format, into: &lowering)))
        if hasBias { arguments.append((.bias, try bias(narrow, into: &lowering))) }
        var result = lowering.destination(description.destination)
        for case .add(let input) in followups.prefix(narrow.accepted) {
            result = try lowering.addend(input, as: description.destination, besides: arguments[0].operand)
        }
        result.format = narrow.result
        arguments.append((.destination, result))
        try lowering.emit(description, arguments + lowering.scaleArguments(narrow.scales))
        guard result.format == .float32 else { return lowering.place(result) }
        try lowering.place(result, after: followups.dropFirst(narrow.accepted))
    }

    private func packed(
        _ kernel: Tensor, _ narrow: NarrowConvolution, _ shapes: ConvolutionShapes, in format: NumberFormat,
        into lowering: inout Lowering
    ) throws -> Operand {
        let layout = narrow.description.weights
        guard format != .bfloat16 else {
            return try lowering.operand(lowering.node.inputs[1], viewedAs: shapes.kernelView, as: layout)
        }
        return lowering.pack(
            kernel,
            as: QuantizedForm(
                view: shapes.kernelView, layout: layout, scales: narrow.scales.weights, limit: format.kernelLimit),
            layout: layout)
    }

    private func bias(_ narrow: NarrowConvolution, into lowering: inout Lowering) throws -> Operand {
        let value = lowering.node.inputs[2]
        guard let factors = narrow.scales.biasFactors else { return try lowering.rowMajor(value) }
        guard let bias = lowering.constant(value) else { preconditionFailure("a bias that isn't constant") }
        let divided = Tensor(shape: bias.shape, values: zip(bias.values, factors).map { $0 / $1 })
        let layout = try Layout(rowMajor: divided.shape)
        return try lowering.pack(divided, viewedAs: layout, as: layout)
    }
}
