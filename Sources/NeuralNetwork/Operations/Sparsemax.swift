/// Elements less one number, none below 0: what Keras 3 calls sparsemax.
package struct Sparsemax: Operation {
    package var axis: Int

    package var name: String { "sparsemax" }

    package func shape(of inputs: [Shape]) throws(ShapeMismatch) -> Shape {
        _ = try resolvedAxis(axis, rank: inputs[0].count)
        return inputs[0]
    }
}

extension Sparsemax {
    package func lower(into lowering: inout Lowering) throws {
        let extents = lowering.extents
        let axis = try resolvedAxis(axis, rank: extents.count)
        let (length, inner) = (extents[axis], extents[(axis + 1)...].reduce(1, *))
        let count = extents.reduce(1, *)
        let source = try lowering.rowMajor(lowering.input)
        let result = lowering.destination(over: source)
        let kernel = Kernel(name: "framerill:sparsemax") { memory in
            if memory[0] != memory[1] { memory[1].update(from: memory[0], count: count) }
            for block in stride(from: 0, to: count, by: length * inner) {
                for column in 0..<inner { Self.project(memory[1] + block + column, length, step: inner) }
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }

    /// Projects `count` elements, `step` apart, in place.
    static func project(_ x: UnsafeMutablePointer<Float>, _ count: Int, step: Int) {
        let descending = (0..<count).map { x[$0 * step] }.sorted(by: >)
        var (sum, sums, supported): (Float, Float, Float) = (0, 0, 0)
        for (index, value) in descending.enumerated() {
            sum += value
            // Elements that stay above the number that makes them and the greater ones sum to 1.
            guard value - (sum - 1) / Float(index + 1) > 0 else { continue }
            sums += sum
            supported += 1
        }
        // Keras 3.15 adds up the sums of all of them where the literature takes the last; so do we.
        let threshold = (sums - 1) / supported
        for index in 0..<count { x[index * step] = max(x[index * step] - threshold, 0) }
    }
}
