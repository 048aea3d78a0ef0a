public import NeuralNetwork

/// How much items of each class count. Classes that aren't named count once, as in Keras 3; Keras 2 asks for all of them.
public struct ClassWeights: Sendable, Hashable {
    public var weights: [Int: Float]

    public init(_ weights: [Int: Float]) { self.weights = weights }

    /// The weight of each item, or of each of its places.
    ///
    /// - Parameters:
    ///   - truth: class numbers `[batch]` or `[batch, …, 1]`, or one-hot `[batch, …, classes]`, of which the greatest element is the class.
    ///   - sampleWeights: multiplied in; their axes are the first of the result's.
    /// - Returns: `[batch, …]`.
    /// - Throws: `GraphError.mismatch` for sample weights of another shape.
    public func sampleWeights(for truth: Tensor, times sampleWeights: Tensor? = nil) throws(GraphError) -> Tensor {
        let columns = truth.shape.count == 1 ? 1 : truth.shape.last!
        let shape = truth.shape.count == 1 ? truth.shape : truth.shape.dropLast()
        if let sampleWeights, !shape.starts(with: sampleWeights.shape) {
            throw .mismatch(
                site: "class weights", expected: "sample weights of the first axes of \(shape)", found: "\(sampleWeights.shape)")
        }
        return truth.withElements { elements in
            Tensor(shape: shape) { result in
                for item in result.indices {
                    let row = elements[item * columns..<(item + 1) * columns]
                    let number = columns == 1 ? Int(exactly: row.first!.rounded(.toNearestOrEven)) : row.greatestPlace
                    result[item] = number.flatMap { weights[$0] } ?? 1
                }
                sampleWeights?.withElements { factors in
                    let repetition = result.count / max(factors.count, 1)
                    for item in result.indices { result[item] *= factors[item / repetition] }
                }
            }
        }
    }
}

extension RandomAccessCollection<Float> where Index == Int {
    /// How many elements stand before the first of the greatest; NaN is never greater.
    var greatestPlace: Int {
        var (place, greatest) = (0, -Float.infinity)
        for (offset, element) in enumerated() where element > greatest { (place, greatest) = (offset, element) }
        return place
    }
}
