extension Tensor {
    /// The items `rows` of a batch.
    public func rows(_ rows: Range<Int>) -> Tensor {
        let length = count / shape[0]
        return Tensor(shape: [rows.count] + shape.dropFirst()) { result in
            withElements { _ = result.update(fromContentsOf: $0[rows.lowerBound * length..<rows.upperBound * length]) }
        }
    }

    /// Batches behind each other; at least one, of equal shapes beside their first dimension.
    public init(joiningRows parts: [Tensor]) {
        let shape = [parts.reduce(0) { $0 + $1.shape[0] }] + parts[0].shape.dropFirst()
        self.init(shape: shape) { result in
            var position = 0
            for part in parts {
                part.withElements { _ = result[position...].update(fromContentsOf: $0) }
                position += part.count
            }
        }
    }
}
