/// Two-dimensional cross-correlation, in groups of channels.
package struct Convolution: Fusable {
    package var vertical: SlidingWindow
    package var horizontal: SlidingWindow
    package var padding: Padding
    package var groups: Int
    package var hasBias: Bool
    package var followups: [Followup] = []

    /// Whether the shape is one that Winograd F(4×4, 3×3) takes.
    var mayBeWinograd: Bool {
        let window = SlidingWindow(extent: 3, stride: 1)
        return groups == 1 && vertical == window && horizontal == window
    }

    package var name: String { groups > 1 ? "grouped convolution" : "convolution" }

    /// Inputs: image, kernel `[height, width, channels / groups, filters]`, if there is one bias `[filters]`, and what followups add.
    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        var image = try ImageShape(inputs[0])
        let filters = try Self.checkedKernel(inputs[1], channels: image.channels, groups: groups)
        try vertical.check("kernel")
        try horizontal.check("kernel")
        if hasBias, inputs[2] != [filters] {
            throw ShapeMismatch(expected: "a bias of shape [\(filters)]", found: inputs[2].text)
        }
        image.height = try vertical.positions(padding, vertical: true, length: image.height)
        image.width = try horizontal.positions(padding, vertical: false, length: image.width)
        image.channels = filters
        return image.shape
    }

    private static func checkedKernel(_ kernel: Shape, channels: Int, groups: Int) throws(ShapeMismatch) -> Int {
        guard groups > 0, channels % groups == 0 else {
            throw ShapeMismatch(expected: "a number of groups that divides the \(channels) channels", found: "\(groups)")
        }
        guard kernel.count == 4, let filters = kernel[3], kernel[2] == channels / groups else {
            throw ShapeMismatch(
                expected:
                    "a kernel [height, width, \(channels / groups), filters] for \(channels) channels in \(groups) group(s)",
                found: kernel.text)
        }
        guard filters % groups == 0 else {
            throw ShapeMismatch(expected: "filters that \(groups) groups divide", found: "\(filters)")
        }
        return filters
    }
}

extension Convolution {
    package func arithmetic(of inputs: [[Int]], into result: [Int]) -> Int {
        2 * result.reduce(1, *) * inputs[1].dropLast().reduce(1, *)
    }

    package func lower(into lowering: inout Lowering) throws {
        let node = lowering.node
        let shapes = try ConvolutionShapes(self, image: lowering.extents(node.inputs[0]), result: lowering.extents)
        if lowering.constant(node.inputs[1]) == nil, let border = ConvolutionBorder(dividingStridesOf: shapes) {
            let choice = try lowering.describe(followups) { try border.shapes.describe($0) }
            return try lower(choice, border.shapes, within: border, into: &lowering)
        }
        if let format = lowering.inputFormat {
            if let winograd = try lowering.narrowWinograd(self, shapes, in: format) {
                return try lower(winograd, in: format, into: &lowering)
            }
            if let narrow = try lowering.describe(self, shapes, in: format) {
                return try lower(narrow, shapes, in: format, into: &lowering)
            }
        }
        let (threads, lanes) = (lowering.threads, lowering.options.preferredLanes)
        if groups > 1 {
            let present = try lowering.operand(node.inputs[0]).layout
            let banded = try BandedDepthwise(shapes, present: present, followups: followups, threads: threads, lanes: lanes)
            if let banded { return try lower(banded, into: &lowering) }
        }
        if try lowering.lowerExpansion(self, shapes) { return }
        switch try lowering.choose(self, shapes) {
        case .primitive(let choice): try lower(choice, shapes, into: &lowering)
        case .direct(let direct): try lower(direct, into: &lowering)
        case .tiled(let winograd): try lower(winograd, into: &lowering)
        }
    }

    private func lower(
        _ choice: FusedDescription, _ shapes: ConvolutionShapes, within border: ConvolutionBorder? = nil,
        into lowering: inout Lowering
    ) throws {
        let node = lowering.node
        let description = choice.description
        let source = try lowering.operand(node.inputs[0], within: border, as: description.source)
        var arguments: [(argument: Argument, operand: Operand)] = [(.source, source)]
        arguments.append(
            (.weights, try lowering.operand(node.inputs[1], viewedAs: shapes.kernelView, as: description.weights)))
        if hasBias { arguments.append((.bias, try lowering.rowMajor(node.inputs[2]))) }
        let result = try destination(description.destination, besides: source, accepted: choice.accepted, into: &lowering)
        arguments.append((.destination, result))
        try lowering.emit(description, arguments)
        try lowering.place(result, after: followups.dropFirst(choice.accepted))
    }

    /// Memory for the result. If the primitive adds to what stands there, it is what is to be added.
    private func destination(
        _ layout: Layout, besides source: Operand, accepted: Int, into lowering: inout Lowering
    ) throws -> Operand {
        for case .add(let input) in followups.prefix(accepted) {
            return try lowering.addend(input, as: layout, besides: source)
        }
        return lowering.destination(layout)
    }

    private func lower(_ winograd: TiledWinograd, into lowering: inout Lowering) throws {
        let node = lowering.node
        guard let kernel = lowering.constant(node.inputs[1]) else { preconditionFailure("a kernel that isn't constant") }
        let source = try lowering.operand(node.inputs[0], as: winograd.source)
        var operands = [source, try lowering.operand(kernel, of: node.inputs[1], as: TiledWinogradWeights(winograd))]
        if hasBias { operands.append(try lowering.rowMajor(node.inputs[2])) }
        var result: Operand?
        if let input = winograd.addend {
            let addend = try lowering.operand(node.inputs[input], as: winograd.destination)
            operands.append(addend)
            if lowering.canOverwrite(addend), !lowering.sharesMemory(addend, source) { result = addend }
        }
        operands.append(lowering.destination(try winograd.scratch))
        let destination = result ?? lowering.destination(winograd.destination)
        operands.append(destination)
        lowering.emit(winograd.kernel(hasBias: hasBias), operands)
        try lowering.place(destination, after: followups.dropFirst(winograd.accepted))
    }
}

extension Lowering {
    /// What is to be added to the result, where the primitive adds to what stands there: its own memory if nothing else reads that
    /// later, a copy otherwise.
    mutating func addend(_ input: Int, as layout: Layout, besides source: Operand) throws -> Operand {
        let addend = try operand(node.inputs[input])
        if addend.layout.isSame(as: layout), canOverwrite(addend), !sharesMemory(addend, source) {
            return Operand(buffer: addend.buffer, layout: layout)
        }
        return try copy(addend, to: layout)
    }
}

/// The dimensions of a convolution in oneDNN's terms.
struct ConvolutionShapes {
    let source: [Int]
    let destination: [Int]
    /// The kernel as it lies, its dimensions ordered (group,) filter, channel, row, column.
    let kernelView: Layout
    let bias: Layout?
    let geometry: WindowGeometry

    init(_ convolution: Convolution, image: [Int], result: [Int]) throws {
        let (vertical, horizontal) = (convolution.vertical, convolution.horizontal)
        source = Layout.engineOrder(image)
        destination = Layout.engineOrder(result)
        let (channels, filters, groups) = (image[3] / convolution.groups, result[3], convolution.groups)
        let extents = [channels, vertical.extent, horizontal.extent]
        let strides = [filters, horizontal.extent * channels * filters, channels * filters]
        kernelView =
            groups == 1
            ? try Layout(dimensions: [filters] + extents, strides: [1] + strides)
            : try Layout(dimensions: [groups, filters / groups] + extents, strides: [filters / groups, 1] + strides)
        bias = convolution.hasBias ? try Layout(rowMajor: [filters]) : nil
        let rows = vertical.amounts(convolution.padding, vertical: true, length: image[1])
        let columns = horizontal.amounts(convolution.padding, vertical: false, length: image[2])
        geometry = WindowGeometry(
            strides: [vertical.stride, horizontal.stride], gaps: [vertical.dilation - 1, horizontal.dilation - 1],
            paddingBefore: [rows.before, columns.before], paddingAfter: [rows.after, columns.after])
    }

    /// The same with another image.
    init(_ shapes: ConvolutionShapes, source: [Int], geometry: WindowGeometry) {
        (self.source, self.geometry, destination) = (source, geometry, shapes.destination)
        (kernelView, bias) = (shapes.kernelView, shapes.bias)
    }

    /// The primitive, direct or Winograd, in the layouts that it likes best.
    func describe(isWinograd: Bool = false, _ operations: [PostOperation]) throws -> PrimitiveDescription {
        try .convolution(
            isWinograd: isWinograd, source: Layout(open: source), weights: Layout(open: kernelView.dimensions), bias: bias,
            destination: Layout(open: destination), geometry: geometry, Attributes(operations))
    }
}

extension Graph {
    /// Slides `kernel` over an image: `y[i, j, f] = bias[f] + Σ x[i·stride + u·dilation, j·stride + v·dilation, c] · kernel[u, v, c, f]`.
    ///
    /// - Parameters:
    ///   - x: `[batch, height, width, channels]`.
    ///   - kernel: `[height, width, channels / groups, filters]`, as Keras stores it.
    ///   - bias: `[filters]`.
    ///   - dilation: the distance of neighbouring taps; 1 is a dense kernel.
    /// - Returns: `[batch, rows, columns, filters]`.
    public mutating func convolution(
        _ x: Value, kernel: Tensor, bias: Tensor? = nil, strides: (Int, Int) = (1, 1), padding: Padding = .valid,
        dilation: (Int, Int) = (1, 1), groups: Int = 1
    ) throws(GraphError) -> Value {
        let extents = kernel.shape.count == 4 ? (kernel.shape[0], kernel.shape[1]) : (1, 1)
        let operation = Convolution(
            vertical: SlidingWindow(extent: extents.0, stride: strides.0, dilation: dilation.0),
            horizontal: SlidingWindow(extent: extents.1, stride: strides.1, dilation: dilation.1),
            padding: padding, groups: groups, hasBias: bias != nil)
        return try add(operation, [x, constant(kernel)] + (bias.map { [constant($0)] } ?? []))
    }

    /// A convolution of each channel by itself.
    ///
    /// - Parameters:
    ///   - kernel: `[height, width, channels, multiplier]`.
    ///   - bias: `[channels · multiplier]`.
    /// - Returns: `[batch, rows, columns, channels · multiplier]`, the results of one channel side by side.
    public mutating func depthwiseConvolution(
        _ x: Value, kernel: Tensor, bias: Tensor? = nil, strides: (Int, Int) = (1, 1), padding: Padding = .valid,
        dilation: (Int, Int) = (1, 1)
    ) throws(GraphError) -> Value {
        guard kernel.shape.count == 4, shape(of: x).last == kernel.shape[2] else {
            throw .mismatch(
                site: Site(operation: "depthwise convolution", origin: origin).description,
                expected: "a kernel [height, width, channels, multiplier] for an image \(shape(of: x).text)",
                found: "\(kernel.shape)")
        }
        // [u, v, c, m] and [u, v, 1, c·m] have their elements in the same order.
        let channels = kernel.shape[2]
        let grouped = kernel.reshaped(to: [kernel.shape[0], kernel.shape[1], 1, channels * kernel.shape[3]])
        return try convolution(
            x, kernel: grouped, bias: bias, strides: strides, padding: padding, dilation: dilation, groups: channels)
    }
}
