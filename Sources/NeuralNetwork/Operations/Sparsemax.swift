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
        let threshold = threshold(x, count, step: step).value
        for index in 0..<count { x[index * step] = max(x[index * step] - threshold, 0) }
    }

    /// What is taken from all elements, the places of the elements in descending order, and which of these make it.
    private static func threshold(
        _ x: UnsafeMutablePointer<Float>, _ count: Int, step: Int
    ) -> (value: Float, places: [Int], isSupported: [Bool]) {
        let places = (0..<count).sorted { left, right in
            let (l, r) = (x[left * step], x[right * step])
            return l == r ? left < right : l > r
        }
        var (sum, sums): (Float, Float) = (0, 0)
        let isSupported = places.enumerated().map { index, place in
            sum += x[place * step]
            // Elements that stay above the number that makes them and the greater ones sum to 1.
            guard x[place * step] - (sum - 1) / Float(index + 1) > 0 else { return false }
            sums += sum
            return true
        }
        // Keras 3.15 adds up the sums of all of them where the literature takes the last; so do we.
        return ((sums - 1) / Float(isSupported.count { $0 }), places, isSupported)
    }

    /// The gradient, `result` being that of the elements or new memory: what passes the threshold, less its share in the threshold.
    static func differentiate(
        _ x: UnsafeMutablePointer<Float>, gradient: UnsafeMutablePointer<Float>, into result: UnsafeMutablePointer<Float>,
        _ count: Int, step: Int
    ) {
        let threshold = threshold(x, count, step: step)
        var passed: Float = 0
        for offset in Swift.stride(from: 0, to: count * step, by: step) {
            result[offset] = x[offset] >= threshold.value ? gradient[offset] : 0
            passed += result[offset]
        }
        let supported = Float(threshold.isSupported.count { $0 })
        // The sums behind an element that are counted all contain it.
        var behind: Float = 0
        for (place, isSupported) in zip(threshold.places, threshold.isSupported).reversed() {
            if isSupported { behind += 1 }
            result[place * step] -= passed * behind / supported
        }
    }
}
