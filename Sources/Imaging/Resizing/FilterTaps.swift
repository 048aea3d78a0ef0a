import CResample

/// For each place of the new row (or column), which old places it is made of and with what weights.
///
/// The weights are Pillow's integers of 22 fractional bits. For the vector units each is split into `high * 2048 + low`, both of
/// which fit 16 bits, and two neighbours share a word: (weight of the even tap, weight of the odd one). The split is exact, so
/// the sums are Pillow's sums.
///
/// All places have the same number of taps, so that no branch of a kernel depends on the place; those too many weigh nothing.
struct FilterTaps {
    /// How many pairs of old places make up a new one.
    let pairCount: Int
    /// By new place: the old place of the first tap.
    private(set) var starts: [Int32] = []
    /// `pairCount` for each new place in turn.
    private(set) var weights: [cresample_pair] = []

    /// As `precompute_coeffs` and `normalize_coeffs_8bpc` of Pillow's `Resample.c` do, operation for operation.
    init(from oldCount: Int, to newCount: Int, _ kernel: Kernel) {
        let scale = Double(oldCount) / Double(newCount)
        let filterScale = max(scale, 1)
        let support = kernel.support * filterScale
        let inverse = 1 / filterScale
        func places(_ center: Double) -> Range<Int> {
            max(Int(center - support + 0.5), 0)..<min(Int(center + support + 0.5), oldCount)
        }
        let centers = (0..<newCount).map { (Double($0) + 0.5) * scale }
        let most = centers.lazy.map { places($0).count }.max() ?? 0
        pairCount = (most + 1) / 2
        starts.reserveCapacity(newCount)
        weights.reserveCapacity(newCount * pairCount)
        // Of one place, with room for the odd tap behind the last.
        var shares = [Double](repeating: 0, count: 2 * pairCount)
        for center in centers {
            let places = places(center)
            // Near the end the taps that weigh nothing come first, or they would lie behind the old row.
            let start = max(min(places.lowerBound, oldCount - 2 * pairCount), 0)
            var sum = 0.0
            for index in shares.indices { shares[index] = 0 }
            for old in places {
                let weight = kernel.weight((Double(old) - center + 0.5) * inverse)
                shares[old - start] = weight
                sum += weight
            }
            starts.append(Int32(start))
            for even in stride(from: 0, to: shares.count, by: 2) {
                weights.append(Self.pair(Self.fixed(shares[even], of: sum), Self.fixed(shares[even + 1], of: sum)))
            }
        }
    }

    private static func fixed(_ weight: Double, of sum: Double) -> Int32 {
        let share = sum == 0 ? weight : weight / sum
        return Int32(share * Double(1 << fractionBits) + (share < 0 ? -0.5 : 0.5))
    }

    private static let fractionBits = Int32(CRESAMPLE_FRACTION_BITS)
    private static let lowBits = Int32(CRESAMPLE_LOW_BITS)

    private static func pair(_ even: Int32, _ odd: Int32) -> cresample_pair {
        let lowMask: Int32 = (1 << lowBits) - 1
        return cresample_pair(
            high: ((even >> lowBits) & 0xFFFF) | ((odd >> lowBits) << 16), low: (even & lowMask) | ((odd & lowMask) << 16))
    }

    /// Calls `body` for each new place in turn with the old place of its first tap and its `pairCount` pairs of weights.
    func withPlaces(_ body: (_ place: Int, _ start: Int, _ weights: UnsafePointer<cresample_pair>) -> Void) {
        weights.withUnsafeBufferPointer { weights in
            for (place, start) in starts.enumerated() { body(place, Int(start), weights.baseAddress! + place * pairCount) }
        }
    }

    /// Lends the taps as the kernels take them.
    func withUnsafeTaps(_ body: (UnsafePointer<cresample_taps>) -> Void) {
        starts.withUnsafeBufferPointer { starts in
            weights.withUnsafeBufferPointer { weights in
                var taps = cresample_taps(
                    starts: starts.baseAddress, weights: weights.baseAddress, pairs: pairCount, count: starts.count)
                body(&taps)
            }
        }
    }
}
