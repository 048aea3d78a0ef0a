/// Blocks of pixels moved into channels, or back, in TensorFlow's order for `[batch, height, width, channels]`.
package struct BlockRearrangement: NumberPassing {
    package enum Direction: Sendable, Hashable { case spaceToDepth, depthToSpace }

    package var direction: Direction
    package var block: Int

    var passesNumbersOn: Bool { true }

    package var name: String { direction == .spaceToDepth ? "space to depth" : "depth to space" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        var image = try ImageShape(inputs[0])
        guard block > 0 else { throw ShapeMismatch(expected: "a block of at least 1", found: "\(block)") }
        switch direction {
        case .spaceToDepth:
            for extent in [image.height, image.width].compactMap({ $0 }) where extent % block != 0 {
                throw ShapeMismatch(expected: "height and width divisible by the block \(block)", found: inputs[0].text)
            }
            image.height = image.height.map { $0 / block }
            image.width = image.width.map { $0 / block }
            image.channels *= block * block
        case .depthToSpace:
            guard image.channels % (block * block) == 0 else {
                throw ShapeMismatch(expected: "channels divisible by \(block * block)", found: "\(image.channels)")
            }
            image.height = image.height.map { $0 * block }
            image.width = image.width.map { $0 * block }
            image.channels /= block * block
        }
        return image.shape
    }
}

extension BlockRearrangement {
    /// One reorder between two views of the same seven dimensions: item, block row, block column, row and column inside the
    /// block, and channels in groups as they lie.
    package func lower(into lowering: inout Lowering) throws {
        let isForward = direction == .spaceToDepth
        let (source, extents) = (try lowering.passedOperand(lowering.input), lowering.extents)
        let (format, type) = (source.format, source.format.elementType)
        let spread = isForward ? lowering.extents(lowering.input) : extents
        let deep = isForward ? extents : lowering.extents(lowering.input)
        // Blocks of channels may stay blocks where no group is cut by a seam.
        let blocks = source.layout.blocking?.blocks ?? []
        let alike = try source.layout.alike(dimensions: Layout.engineOrder(extents))
        let staysBlocked =
            blocks.count == 1 && blocks[0].dimension == 1 && spread[3] % blocks[0].extent == 0
            && alike.blocking?.blocks == blocks
        let group = staysBlocked ? blocks[0].extent : 1
        let row = try Layout(rowMajor: lowering.extents(lowering.input), of: type)
        let present = staysBlocked ? source : try lowering.operand(lowering.input, as: row, in: format)
        let layout = staysBlocked ? alike : try Layout(rowMajor: extents, of: type)
        var result = lowering.destination(layout)
        result.format = format
        let spreadOperand = isForward ? present : result
        let deepOperand = isForward ? result : present
        guard let wide = spreadOperand.layout.blocking?.strides, let narrow = deepOperand.layout.blocking?.strides else {
            throw EngineFailure(call: "blocking", status: "no strides", isUnimplemented: true)
        }
        let (step, groups) = (narrow[1], spread[3] / group)
        let dimensions = [spread[0], deep[1], deep[2], block, block, groups, group]
        let spreadView = try Layout(
            dimensions: dimensions,
            strides: [wide[0], wide[2] * block, wide[3] * block, wide[2], wide[3], wide[1], 1], of: type)
        let deepView = try Layout(
            dimensions: dimensions,
            strides: [narrow[0], narrow[2], narrow[3], step * groups * block, step * groups, step, 1], of: type)
        let from = Operand(buffer: present.buffer, layout: isForward ? spreadView : deepView)
        try lowering.copy(from, into: Operand(buffer: result.buffer, layout: isForward ? deepView : spreadView))
        lowering.place(result)
    }
}

extension Graph {
    /// `y[i, j, (u · block + v) · channels + c] = x[i · block + u, j · block + v, c]`.
    public mutating func spaceToDepth(_ x: Value, block: Int) throws(GraphError) -> Value {
        try add(BlockRearrangement(direction: .spaceToDepth, block: block), [x])
    }

    /// The inverse of `spaceToDepth`.
    public mutating func depthToSpace(_ x: Value, block: Int) throws(GraphError) -> Value {
        try add(BlockRearrangement(direction: .depthToSpace, block: block), [x])
    }
}
