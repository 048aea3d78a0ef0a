import NeuralNetwork

/// An array of doubles, indexed by position: what the naive reference computes with.
struct Array64 {
    var shape: [Int]
    var values: [Double]

    init(shape: [Int], repeating value: Double = 0) {
        self.shape = shape
        values = Array(repeating: value, count: shape.reduce(1, *))
    }

    init(_ tensor: Tensor) {
        shape = tensor.shape
        values = tensor.values.map(Double.init)
    }

    /// Fills an array by computing each element from its position.
    init(shape: [Int], _ element: ([Int]) -> Double) {
        self.init(shape: shape)
        for (offset, position) in positions.enumerated() { values[offset] = element(position) }
    }

    subscript(position: [Int]) -> Double {
        get { values[offset(position)] }
        set { values[offset(position)] = newValue }
    }

    /// All positions in row-major order.
    var positions: [[Int]] {
        shape.reduce([[]]) { prefixes, extent in prefixes.flatMap { prefix in (0..<extent).map { prefix + [$0] } } }
    }

    private func offset(_ position: [Int]) -> Int { zip(shape, position).reduce(0) { $0 * $1.0 + $1.1 } }
}
