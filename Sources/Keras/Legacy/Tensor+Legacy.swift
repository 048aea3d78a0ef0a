import NeuralNetwork

extension Tensor {
    /// The tensor with axis `permutation[i]` in place `i`.
    func transposed(_ permutation: [Int]) -> Tensor {
        var strides = Array(repeating: 1, count: shape.count)
        for axis in shape.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
        return gathered(permutation.map { shape[$0] }, strides: permutation.map { strides[$0] })
    }

    /// The tensor with each axis of extent 1 repeated to that of `shape`.
    func repeated(to target: [Int]) -> Tensor {
        var strides = Array(repeating: 0, count: shape.count)
        var step = 1
        for axis in shape.indices.reversed() {
            if shape[axis] > 1 { strides[axis] = step }
            step *= shape[axis]
        }
        return gathered(target, strides: strides)
    }

    /// Tensors that differ in their last axis, side by side along it.
    init(joiningLastAxes parts: [Tensor]) {
        let rows = parts[0].shape.dropLast().reduce(1, *)
        let widths = parts.map { $0.shape.last ?? 1 }
        let width = widths.reduce(0, +)
        self.init(shape: parts[0].shape.dropLast() + [width]) { result in
            var column = 0
            for (part, partWidth) in zip(parts, widths) {
                part.withElements { values in
                    for row in 0..<rows {
                        for index in 0..<partWidth { result[row * width + column + index] = values[row * partWidth + index] }
                    }
                }
                column += partWidth
            }
        }
    }

    /// A tensor of another shape, each step along whose axes moves by a stride in this one's elements.
    private func gathered(_ target: [Int], strides: [Int]) -> Tensor {
        Tensor(shape: target) { result in
            withElements { values in
                var index = Array(repeating: 0, count: target.count)
                var offset = 0
                for position in 0..<result.count {
                    result[position] = values[offset]
                    for axis in target.indices.reversed() {
                        index[axis] += 1
                        offset += strides[axis]
                        guard index[axis] == target[axis] else { break }
                        offset -= strides[axis] * target[axis]
                        index[axis] = 0
                    }
                }
            }
        }
    }
}
