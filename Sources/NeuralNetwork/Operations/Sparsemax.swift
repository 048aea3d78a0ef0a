/// The nearest point of the simplex along an axis: elements less one number, none below 0, that sum to 1.
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
        var (sum, threshold): (Float, Float) = (0, 0)
        for (index, value) in descending.enumerated() {
            sum += value
            // As long as the elements so far stay above the number that makes them sum to 1.
            guard 1 + Float(index + 1) * value > sum else { break }
            threshold = (sum - 1) / Float(index + 1)
        }
        for index in 0..<count { x[index * step] = max(x[index * step] - threshold, 0) }
    }
}
