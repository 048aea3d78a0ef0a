/// For each place of the new row (or column), which old places it is made of and with what weights.
///
/// The weights are Pillow's integers of 22 fractional bits. For the vector units each is split into `high * 2048 + low`, both of
/// which fit 16 bits, and two neighbours share a word: (weight of the even tap, weight of the odd one). The split is exact, so
/// the sums are Pillow's sums.
struct FilterTaps {
    static let fractionBits = 22
    static let lowBits = 11
    static let half: Int32 = 1 << (fractionBits - 1)

    /// The weights of two neighbouring old places.
    struct Pair {
        var high: Int32
        var low: Int32
    }

    /// Which pairs make up one new place.
    private struct Place {
        /// The old place of the first tap.
        var start: Int
        var pairs: Range<Int>
    }

    private var places: [Place] = []
    private var pairs: [Pair] = []

    /// As `precompute_coeffs` and `normalize_coeffs_8bpc` of Pillow's `Resample.c` do, operation for operation.
    init(from oldCount: Int, to newCount: Int, _ kernel: Kernel) {
        let scale = Double(oldCount) / Double(newCount)
        let filterScale = max(scale, 1)
        let support = kernel.support * filterScale
        let inverse = 1 / filterScale
        places.reserveCapacity(newCount)
        pairs.reserveCapacity(newCount * (Int(support.rounded(.up)) + 1))
        var weights: [Double] = []
        for place in 0..<newCount {
            let center = (Double(place) + 0.5) * scale
            let start = max(Int(center - support + 0.5), 0)
            let end = min(Int(center + support + 0.5), oldCount)
            weights.removeAll(keepingCapacity: true)
            var sum = 0.0
            for old in start..<end {
                let weight = kernel.weight((Double(old) - center + 0.5) * inverse)
                weights.append(weight)
                sum += weight
            }
            append(weights.map { Self.fixed(sum == 0 ? $0 : $0 / sum) }, from: start)
        }
    }

    private static func fixed(_ weight: Double) -> Int32 {
        Int32(weight * Double(1 << fractionBits) + (weight < 0 ? -0.5 : 0.5))
    }

    private mutating func append(_ weights: [Int32], from start: Int) {
        let begin = pairs.count
        let lowMask: Int32 = (1 << Self.lowBits) - 1
        for even in stride(from: 0, to: weights.count, by: 2) {
            let evenWeight = weights[even]
            // The last pair's odd tap may lie behind the old row's end; it weighs nothing.
            let oddWeight = even + 1 < weights.count ? weights[even + 1] : 0
            pairs.append(
                Pair(
                    high: ((evenWeight >> Self.lowBits) & 0xFFFF) | ((oddWeight >> Self.lowBits) << 16),
                    low: (evenWeight & lowMask) | ((oddWeight & lowMask) << 16)))
        }
        places.append(Place(start: start, pairs: begin..<pairs.count))
    }

    /// Calls `body` for each new place in turn with the old place of its first tap and its pairs of weights.
    @inline(__always)
    func forEachPlace(_ body: (_ start: Int, _ weights: UnsafeBufferPointer<Pair>) -> Void) {
        pairs.withUnsafeBufferPointer { pairs in
            for place in places {
                body(place.start, UnsafeBufferPointer(rebasing: pairs[place.pairs]))
            }
        }
    }
}
