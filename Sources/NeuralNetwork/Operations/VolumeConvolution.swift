/// Three-dimensional cross-correlation, in groups of channels.
package struct VolumeConvolution: Fusable {
    package var window: VolumeWindow
    package var groups: Int
    package var hasBias: Bool
    package var followups: [Followup] = []

    package var name: String { "volume convolution" }

    /// Inputs: volume, kernel `[depth, height, width, channels / groups, filters]`, if there is one bias `[filters]`.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        let kernel = inputs[1]
        guard kernel.count == 5, let filters = kernel[4], let depth = kernel[3], groups > 0, filters % groups == 0,
            inputs[0].last == depth * groups
        else {
            throw ShapeMismatch(
                expected: "a kernel [depth, height, width, channels / \(groups), filters] for a volume \(inputs[0].text)",
                found: kernel.text)
        }
        if hasBias, inputs[2] != [filters] {
            throw ShapeMismatch(expected: "a bias of shape [\(filters)]", found: inputs[2].text)
        }
        return try window.shape(of: inputs[0], channels: filters, "kernel")
    }
}

extension VolumeConvolution {
    package func arithmetic(of inputs: [[Int]], into result: [Int]) -> Int {
        2 * result.reduce(1, *) * inputs[1].dropLast().reduce(1, *)
    }

    package func lower(into lowering: inout Lowering) throws {
        let node = lowering.node
        let shapes = try ConvolutionShapes(self, volume: lowering.extents(node.inputs[0]), result: lowering.extents)
        let choice = try lowering.describe(followups) { try shapes.describe($0) }
        let description = choice.description
        var arguments: [(argument: Argument, operand: Operand)] = [
            (.source, try lowering.operand(node.inputs[0], as: description.source)),
            (.weights, try lowering.operand(node.inputs[1], viewedAs: shapes.kernelView, as: description.weights)),
        ]
        if hasBias { arguments.append((.bias, try lowering.rowMajor(node.inputs[2]))) }
        let destination = lowering.destination(description.destination)
        try lowering.emit(description, arguments + [(.destination, destination)])
        try lowering.place(destination, after: followups.dropFirst(choice.accepted))
    }
}

extension ConvolutionShapes {
    init(_ convolution: VolumeConvolution, volume: [Int], result: [Int]) throws {
        source = Layout.engineOrder(volume)
        destination = Layout.engineOrder(result)
        let (groups, window) = (convolution.groups, convolution.window)
        let (channels, filters, size) = (volume[4] / groups, result[4], window.axes.map(\.extent))
        let spatial = [size[1] * size[2], size[2], 1].map { $0 * channels * filters }
        let (extents, strides) = ([channels] + size, [filters] + spatial)
        kernelView =
            groups == 1
            ? try Layout(dimensions: [filters] + extents, strides: [1] + strides)
            : try Layout(dimensions: [groups, filters / groups] + extents, strides: [filters / groups, 1] + strides)
        bias = convolution.hasBias ? try Layout(rowMajor: [filters]) : nil
        geometry = window.geometry(of: volume)
    }
}

extension Graph {
    /// Slides `kernel` over a volume, as `convolution` does over an image.
    ///
    /// - Parameters:
    ///   - x: `[batch, depth, height, width, channels]`.
    ///   - kernel: `[depth, height, width, channels / groups, filters]`, as Keras stores it.
    ///   - strides: along depth, height and width, as `dilation`.
    /// - Returns: `[batch, planes, rows, columns, filters]`.
    public mutating func volumeConvolution(
        _ x: Value, kernel: Tensor, bias: Tensor? = nil, strides: [Int] = [1, 1, 1], padding: VolumePadding = .valid,
        dilation: [Int] = [1, 1, 1], groups: Int = 1
    ) throws(GraphError) -> Value {
        let extents = kernel.shape.count == 5 ? Array(kernel.shape[..<3]) : [1, 1, 1]
        let window = VolumeWindow(extents, strides: strides, dilation: dilation, padding: padding)
        return try add(
            VolumeConvolution(window: window, groups: groups, hasBias: bias != nil),
            [x, constant(kernel)] + (bias.map { [constant($0)] } ?? []))
    }
}
