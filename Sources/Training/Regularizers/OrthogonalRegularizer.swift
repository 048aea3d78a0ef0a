public import NeuralNetwork

/// `factor` times the mean magnitude of the cosines between different rows, or columns, of a matrix.
public struct OrthogonalRegularizer: Regularizer, Hashable {
    public enum Mode: String, Sendable, Hashable, CaseIterable {
        case rows, columns
    }

    public static let kerasName = "OrthogonalRegularizer"

    public var factor: Float
    public var mode: Mode

    public init(factor: Float = 0.01, mode: Mode = .rows) { (self.factor, self.mode) = (factor, mode) }

    /// - Parameter x: `[rows, columns]`.
    public func penalty(of x: Graph.Value, in graph: inout Graph) throws(GraphError) -> Graph.Value {
        let shape = graph.shape(of: x)
        guard shape.count == 2, let size = mode == .rows ? shape[0] : shape[1] else {
            throw .mismatch(site: Self.kerasName, expected: "a matrix [rows, columns]", found: shape.text)
        }
        let directions = try graph.l2Normalization(x, axis: mode == .rows ? 1 : 0)
        let cosines = try graph.matrixProduct(
            directions, directions, transposeLeft: mode == .columns, transposeRight: mode == .rows)
        let others = Tensor(shape: [size, size], values: (0..<size * size).map { $0 % (size + 1) == 0 ? 0 : 1 })
        let magnitudes = try graph.math(.absolute, graph.multiply([cosines, graph.constant(others)]))
        let pairs = Float(size) * Float(size - 1) / 2
        return try graph.scale(graph.reductionOfAll(magnitudes, .sum), by: factor * 0.5 / pairs)
    }
}
