/// Images whose shades are spread evenly over 0 to 255: each channel by the histogram of all images of the batch together.
///
/// Source: Keras 3's `Equalization`.
package struct HistogramEqualization: Operation {
    package var bins: Int

    package var name: String { "histogram equalization" }

    /// Inputs: images whose channels come last, of values from 0 to 255.
    package func shape(of inputs: [Shape]) -> Shape { inputs[0] }

    package func lower(into lowering: inout Lowering) throws {
        let source = try lowering.rowMajor(lowering.input)
        let extents = lowering.extents
        let result = lowering.destination(try Layout(rowMajor: extents))
        let (bins, channels) = (bins, extents.last ?? 1)
        let pixels = extents.dropLast().reduce(1, *)
        let kernel = Kernel(name: "framerill:equalize") { memory in
            let last = Float(bins - 1)
            for channel in 0..<channels {
                func value(_ pixel: Int) -> Float { memory[0][pixel * channels + channel] }
                func place(_ scaled: Float) -> Int { scaled > 0 ? Int(min(scaled, last)) : 0 }
                var counts = [Int](repeating: 0, count: bins)
                for pixel in 0..<pixels { counts[place(value(pixel) * last / 255)] += 1 }
                var sums = counts
                for bin in 1..<bins { sums[bin] += sums[bin - 1] }
                let least = sums.first { $0 > 0 } ?? 0
                let range = max(sums[bins - 1] - least, 1)
                let table = sums.map { sum in
                    let shade = Double((sum - least) * 255) / Double(range)
                    return Float(min(max(shade.rounded(.toNearestOrEven), 0), 255))
                }
                let isPlain = counts.count { $0 > 0 } <= 1
                for pixel in 0..<pixels {
                    let own = value(pixel)
                    memory[1][pixel * channels + channel] = isPlain ? own : table[place(own / 255 * last)]
                }
            }
        }
        lowering.emit(kernel, [source, result])
        lowering.place(result)
    }
}

extension Graph {
    /// - Parameters:
    ///   - x: images whose channels come last, of values from 0 to 255.
    ///   - bins: how finely shades are told apart; at least 2.
    package mutating func equalization(_ x: Value, bins: Int) throws(GraphError) -> Value {
        try add(HistogramEqualization(bins: bins), [x])
    }
}
