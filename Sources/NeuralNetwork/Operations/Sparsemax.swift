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
        try lowering.emitLines("framerill:sparsemax", along: axis, inPlace: true) { line in
            for offset in stride(from: 0, to: line.length * line.step, by: line.step) {
                line.target[offset] = line.source[offset]
            }
            Self.project(line.target, line.length, step: line.step)
        }
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
