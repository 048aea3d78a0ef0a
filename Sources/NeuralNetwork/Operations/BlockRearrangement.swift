/// Blocks of pixels moved into channels, or back, in TensorFlow's order for `[batch, height, width, channels]`.
package struct BlockRearrangement: Operation {
    package enum Direction: Sendable, Hashable { case spaceToDepth, depthToSpace }

    package var direction: Direction
    package var block: Int

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
