/// A matrix of at least as many rows as columns taken apart into one with orthogonal columns and a triangular one, by Householder's
/// reflections.
struct QRFactorization {
    private let rows: Int
    private let columns: Int
    /// Column by column. Below its diagonal each column holds the vector of its reflection, from the diagonal on.
    private var elements: [Double]
    /// The diagonal of the triangular matrix.
    private var diagonal: [Double]

    init(rows: Int, columns: Int, element: (_ row: Int, _ column: Int) -> Double) {
        (self.rows, self.columns) = (rows, columns)
        diagonal = Array(repeating: 0, count: columns)
        elements = []
        elements.reserveCapacity(rows * columns)
        for column in 0..<columns { for row in 0..<rows { elements.append(element(row, column)) } }
        elements.withUnsafeMutableBufferPointer { elements in
            for column in 0..<columns {
                let vector = Self.part(elements, column: column, from: column, rows: rows)
                diagonal[column] = Self.makeReflection(vector)
                for other in column + 1..<max(columns, column + 1) {
                    Self.reflect(Self.part(elements, column: other, from: column, rows: rows), by: vector)
                }
            }
        }
    }

    /// Gives the orthogonal matrix column by column, with the signs that make the diagonal of the triangular one positive; a column
    /// that depends on those before it is given as zeros.
    mutating func orthogonalColumns(_ body: (_ column: Int, _ values: UnsafeBufferPointer<Double>) -> Void) {
        var values = Array(repeating: 0.0, count: rows)
        elements.withUnsafeMutableBufferPointer { elements in
            values.withUnsafeMutableBufferPointer { values in
                for column in 0..<columns {
                    values.update(repeating: 0)
                    values[column] = diagonal[column] < 0 ? -1 : diagonal[column] > 0 ? 1 : 0
                    for reflection in stride(from: column, through: 0, by: -1) {
                        let vector = Self.part(elements, column: reflection, from: reflection, rows: rows)
                        Self.reflect(UnsafeMutableBufferPointer(rebasing: values[reflection...]), by: vector)
                    }
                    body(column, UnsafeBufferPointer(values))
                }
            }
        }
    }

    private static func part(
        _ elements: UnsafeMutableBufferPointer<Double>, column: Int, from row: Int, rows: Int
    ) -> UnsafeMutableBufferPointer<Double> {
        UnsafeMutableBufferPointer(rebasing: elements[column * rows + row..<(column + 1) * rows])
    }

    /// Turns a vector into the unit vector of the reflection that leaves nothing of it but its first element, and returns that.
    private static func makeReflection(_ vector: UnsafeMutableBufferPointer<Double>) -> Double {
        let length = product(vector, vector).squareRoot()
        guard length > 0 else { return 0 }
        let first = vector[0] > 0 ? -length : length
        vector[0] -= first
        let scale = 1 / product(vector, vector).squareRoot()
        for index in vector.indices { vector[index] *= scale }
        return first
    }

    private static func reflect(_ values: UnsafeMutableBufferPointer<Double>, by vector: UnsafeMutableBufferPointer<Double>) {
        let factor = 2 * product(values, vector)
        for index in values.indices { values[index] -= factor * vector[index] }
    }

    /// In four sums, so that vector instructions can take it.
    private static func product(
        _ left: UnsafeMutableBufferPointer<Double>, _ right: UnsafeMutableBufferPointer<Double>
    ) -> Double {
        var sums = SIMD8<Double>.zero
        let whole = left.count & ~7
        let (leftBytes, rightBytes) = (UnsafeRawPointer(left.baseAddress!), UnsafeRawPointer(right.baseAddress!))
        for index in stride(from: 0, to: whole * 8, by: 64) {
            sums +=
                leftBytes.loadUnaligned(fromByteOffset: index, as: SIMD8<Double>.self)
                * rightBytes.loadUnaligned(fromByteOffset: index, as: SIMD8<Double>.self)
        }
        var sum = sums.sum()
        for index in whole..<left.count { sum += left[index] * right[index] }
        return sum
    }
}
