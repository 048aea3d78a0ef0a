import NeuralNetwork

extension Shape {
    /// The shape as Python prints it: `(None, 64, 64, 3)`.
    var pythonText: String {
        let entries = map { $0.map(String.init) ?? "None" }
        return entries.count == 1 ? "(\(entries[0]),)" : "(" + entries.joined(separator: ", ") + ")"
    }

    /// The number of elements of one item of a batch, if all of its extents are known.
    var elementsPerItem: Int? { Shape(dropFirst()).elementCount }

    func expectRank(_ rank: Int, _ axes: String) throws(ShapeMismatch) {
        guard count == rank else { throw ShapeMismatch(expected: axes, found: pythonText) }
    }

    /// The extent of an axis that a weight's shape depends on.
    func known(_ axis: Int) throws(ShapeMismatch) -> Int {
        let position = try resolvedAxis(axis, rank: count)
        guard let extent = self[position] else {
            throw ShapeMismatch(expected: "a known extent along axis \(axis), for the weights depend on it", found: pythonText)
        }
        return extent
    }
}

extension DataFormat {
    /// The axis of an image's channels.
    var channelAxis: Int { self == .channelsLast ? 3 : 1 }

    /// The shape of an image with its channels last.
    func toChannelsLast(_ shape: Shape) throws(ShapeMismatch) -> Shape {
        try shape.expectRank(
            4, self == .channelsLast ? "an image (batch, height, width, channels)" : "an image (batch, channels, height, width)")
        return self == .channelsLast ? shape : [shape[0], shape[2], shape[3], shape[1]]
    }

    /// The shape of an image, given with its channels last, in this order.
    func fromChannelsLast(_ shape: Shape) -> Shape {
        self == .channelsLast || shape.count != 4 ? shape : [shape[0], shape[3], shape[1], shape[2]]
    }
}

extension Graph {
    /// Runs `body` on `x` with its channels last, and gives its image back in the order of `format`.
    ///
    /// - Parameter activation: applied in the end if it goes along an axis, which is one of the order of `format`.
    mutating func withChannelsLast(
        _ x: Value, _ format: DataFormat, then activation: NeuralNetwork.Activation = .linear,
        _ body: (inout Graph, Value) throws -> Value
    ) throws -> Value {
        guard format == .channelsFirst else { return try self.activation(body(&self, x), activation.alongAxis) }
        let result = try body(&self, transpose(x, permutation: [0, 2, 3, 1]))
        guard shape(of: result).count == 4 else { return result }
        return try self.activation(transpose(result, permutation: [0, 3, 1, 2]), activation.alongAxis)
    }
}
