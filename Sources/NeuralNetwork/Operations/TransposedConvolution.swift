/// The transpose of a convolution: each pixel of the input spreads over a window of the output.
package struct TransposedConvolution: Fusable {
    package var vertical: SlidingWindow
    package var horizontal: SlidingWindow
    package var padding: Padding
    package var outputPadding: [Int?]
    package var hasBias: Bool
    package var followups: [Followup] = []

    package var name: String { "transposed convolution" }

    /// Inputs: image, kernel `[height, width, filters, channels]`, and, if there is one, bias `[filters]`.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        var image = try ImageShape(inputs[0])
        let kernel = inputs[1]
        guard kernel.count == 4, let filters = kernel[2], kernel[3] == image.channels else {
            throw ShapeMismatch(
                expected: "a kernel [height, width, filters, \(image.channels)] for \(image.channels) channels",
                found: kernel.text)
        }
        if hasBias, inputs[2] != [filters] {
            throw ShapeMismatch(expected: "a bias of shape [\(filters)]", found: inputs[2].text)
        }
        try vertical.check("kernel")
        try horizontal.check("kernel")
        image.height = try length(of: image.height, vertical, isVertical: true)
        image.width = try length(of: image.width, horizontal, isVertical: false)
        image.channels = filters
        return image.shape
    }

    /// How much of the full result is cut off before and after, along an axis of `length` pixels.
    ///
    /// Without an output padding Keras gives `length · stride` for `same` and `length · stride + max(reach − stride, 0)` for
    /// `valid`. With one it is `(length − 1) · stride + reach − 2 · pad + outputPadding`, `pad` being `reach / 2` for `same`.
    /// A negative `after` extends the result by pixels that only the bias reaches.
    package func cut(length: Int, _ window: SlidingWindow, isVertical: Bool) -> (before: Int, after: Int) {
        let full = (length - 1) * window.stride + window.reach
        let wanted: Int
        switch (padding, outputPadding[isVertical ? 0 : 1]) {
        case (.explicit(let top, let bottom, let left, let right), _): return isVertical ? (top, bottom) : (left, right)
        case (.valid, nil): wanted = length * window.stride + max(window.reach - window.stride, 0)
        case (.same, nil): wanted = length * window.stride
        case (.valid, .some(let extra)): wanted = full + extra
        case (.same, .some(let extra)): wanted = full - 2 * (window.reach / 2) + extra
        }
        // The gradient of a convolution over `wanted` pixels: its own padding is what is cut here.
        let gathered = padding == .same ? max((length - 1) * window.stride + window.reach - wanted, 0) / 2 : 0
        return (gathered, full - wanted - gathered)
    }

    private func length(of input: Int?, _ window: SlidingWindow, isVertical: Bool) throws(ShapeMismatch) -> Int? {
        guard let input else { return nil }
        let cut = cut(length: input, window, isVertical: isVertical)
        let result = (input - 1) * window.stride + window.reach - cut.before - cut.after
        guard result > 0 else {
            throw ShapeMismatch(
                expected: "a result of at least one pixel", found: "\(result) along the \(isVertical ? "height" : "width")")
        }
        return result
    }
}

extension TransposedConvolution {
    package func arithmetic(of inputs: [[Int]], into result: [Int]) -> Int {
        2 * inputs[0].reduce(1, *) * inputs[1].dropLast().reduce(1, *)
    }

    package func lower(into lowering: inout Lowering) throws {
        let node = lowering.node
        let (image, extents) = (lowering.extents(node.inputs[0]), lowering.extents)
        let (channels, filters) = (image[3], extents[3])
        let rows = cut(length: image[1], vertical, isVertical: true)
        let columns = cut(length: image[2], horizontal, isVertical: false)
        let geometry = WindowGeometry(
            strides: [vertical.stride, horizontal.stride], gaps: [vertical.dilation - 1, horizontal.dilation - 1],
            paddingBefore: [rows.before, columns.before], paddingAfter: [rows.after, columns.after])
        let kernel = try Layout(
            dimensions: [filters, channels, vertical.extent, horizontal.extent],
            strides: [channels, 1, horizontal.extent * filters * channels, filters * channels])
        let bias = hasBias ? try Layout(rowMajor: [filters]) : nil
        let choice = try lowering.describe(followups) {
            try .transposedConvolution(
                source: Layout(open: Layout.engineOrder(image)), weights: Layout(open: kernel.dimensions), bias: bias,
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
    /// The transpose of `convolution` (Keras' Conv2DTranspose).
    ///
    /// - Parameters:
    ///   - kernel: `[height, width, filters, channels]`, as Keras stores it.
    ///   - bias: `[filters]`.
    ///   - outputPadding: pixels added to one side of the result, `nil` for Keras' default length.
    /// - Returns: `[batch, rows, columns, filters]`; rows are `height · stride` for `same`.
    public mutating func transposedConvolution(
        _ x: Value, kernel: Tensor, bias: Tensor? = nil, strides: (Int, Int) = (1, 1), padding: Padding = .valid,
        dilation: (Int, Int) = (1, 1), outputPadding: (Int, Int)? = nil
    ) throws(GraphError) -> Value {
        let extents = kernel.shape.count == 4 ? (kernel.shape[0], kernel.shape[1]) : (1, 1)
        let operation = TransposedConvolution(
            vertical: SlidingWindow(extent: extents.0, stride: strides.0, dilation: dilation.0),
            horizontal: SlidingWindow(extent: extents.1, stride: strides.1, dilation: dilation.1),
            padding: padding, outputPadding: [outputPadding?.0, outputPadding?.1], hasBias: bias != nil)
        return try add(operation, [x, constant(kernel)] + (bias.map { [constant($0)] } ?? []))
    }
}
