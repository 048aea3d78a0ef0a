/// The transpose of a convolution of volumes; see `TransposedConvolution` for its lengths.
package struct TransposedVolumeConvolution: Fusable {
    package var window: VolumeWindow
    package var outputPadding: [Int]?
    package var hasBias: Bool
    package var followups: [Followup] = []

    package var name: String { "transposed volume convolution" }

    /// Inputs: volume, kernel `[depth, height, width, filters, channels]`, and, if there is one, bias `[filters]`.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        let (volume, kernel) = (inputs[0], inputs[1])
        guard volume.count == 5, kernel.count == 5, let filters = kernel[3], kernel[4] == volume[4] else {
            throw ShapeMismatch(
                expected: "a volume, and a kernel [depth, height, width, filters, channels] for it",
                found: "\(volume.text) and \(kernel.text)")
        }
        if hasBias, inputs[2] != [filters] {
            throw ShapeMismatch(expected: "a bias of shape [\(filters)]", found: inputs[2].text)
        }
        var result: Shape = [volume[0]]
        for axis in 0..<3 {
            try window.axes[axis].check("kernel")
            result.append(volume[axis + 1].map { full($0, axis) - cut($0, axis).before - cut($0, axis).after })
        }
        return result + [filters]
    }

    private func full(_ length: Int, _ axis: Int) -> Int { (length - 1) * window.axes[axis].stride + window.axes[axis].reach }

    /// As along one axis of an image.
    package func cut(_ length: Int, _ axis: Int) -> (before: Int, after: Int) {
        let ofImage = TransposedConvolution(
            vertical: window.axes[axis], horizontal: window.axes[axis], padding: window.padding.ofImage,
            outputPadding: [outputPadding?[axis], nil], hasBias: false)
        return ofImage.cut(length: length, window.axes[axis], isVertical: true)
    }
}

extension TransposedVolumeConvolution {
    package func arithmetic(of inputs: [[Int]], into result: [Int]) -> Int {
        2 * inputs[0].reduce(1, *) * inputs[1].dropLast().reduce(1, *)
    }

    package func lower(into lowering: inout Lowering) throws {
        let node = lowering.node
        let (volume, extents) = (lowering.extents(node.inputs[0]), lowering.extents)
        let (channels, filters) = (volume[4], extents[4])
        let cuts = (0..<3).map { cut(volume[$0 + 1], $0) }
        let geometry = WindowGeometry(
            strides: window.axes.map(\.stride), gaps: window.axes.map { $0.dilation - 1 }, paddingBefore: cuts.map(\.before),
            paddingAfter: cuts.map(\.after))
        let size = window.axes.map(\.extent)
        let spatial = [size[1] * size[2], size[2], 1].map { $0 * filters * channels }
        let kernel = try Layout(dimensions: [filters, channels] + size, strides: [channels, 1] + spatial)
        let bias = hasBias ? try Layout(rowMajor: [filters]) : nil
        let choice = try lowering.describe(followups) {
            try .transposedConvolution(
                source: Layout(open: Layout.engineOrder(volume)), weights: Layout(open: kernel.dimensions), bias: bias,
                destination: Layout(open: Layout.engineOrder(extents)), geometry: geometry, Attributes($0))
        }
        let description = choice.description
        var arguments: [(argument: Argument, operand: Operand)] = [
            (.source, try lowering.operand(node.inputs[0], as: description.source)),
            (.weights, try lowering.operand(node.inputs[1], viewedAs: kernel, as: description.weights)),
        ]
        if hasBias { arguments.append((.bias, try lowering.rowMajor(node.inputs[2]))) }
        let result = lowering.destination(description.destination)
        try lowering.emit(description, arguments + [(.destination, result)])
        try lowering.place(result, after: followups.dropFirst(choice.accepted))
    }
}

extension Graph {
    /// The transpose of `volumeConvolution` (Keras' Conv3DTranspose).
    ///
    /// - Parameters:
    ///   - kernel: `[depth, height, width, filters, channels]`, as Keras stores it.
    ///   - outputPadding: elements added to one side of the result, `nil` for Keras' default lengths.
    public mutating func transposedVolumeConvolution(
        _ x: Value, kernel: Tensor, bias: Tensor? = nil, strides: [Int] = [1, 1, 1], padding: VolumePadding = .valid,
        dilation: [Int] = [1, 1, 1], outputPadding: [Int]? = nil
    ) throws(GraphError) -> Value {
        let extents = kernel.shape.count == 5 ? Array(kernel.shape[..<3]) : [1, 1, 1]
        let operation = TransposedVolumeConvolution(
            window: VolumeWindow(extents, strides: strides, dilation: dilation, padding: padding), outputPadding: outputPadding,
            hasBias: bias != nil)
        return try add(operation, [x, constant(kernel)] + (bias.map { [constant($0)] } ?? []))
    }
}
