/// For each place of the new row (or column), which old places it is made of and with what weights.
///
/// The weights are Pillow's integers of 22 fractional bits. For the vector units each is split into `high * 2048 + low`, both of
/// which fit 16 bits, and two neighbours share a word: (weight of the even tap, weight of the odd one). The split is exact, so
/// the sums are Pillow's sums.
struct FilterTaps {
    static let fractionBits = 22
    static let lowBits = 11
    static let half: Int32 = 1 << (fractionBits - 1)

    /// The first old place of each new one.
    private(set) var first: [Int] = []
    /// How many pairs of taps each new place has. The last tap of the last pair may be one of weight 0 behind the old row's end.
    private(set) var pairCounts: [Int] = []
    /// `pairsPerPlace` words for each new place.
    private(set) var high: [Int32] = []
    private(set) var low: [Int32] = []
    let pairsPerPlace: Int

    /// As `precompute_coeffs` and `normalize_coeffs_8bpc` of Pillow's `Resample.c` do, operation for operation.
    init(from oldCount: Int, to newCount: Int, _ kernel: Kernel) {
        let scale = Double(oldCount) / Double(newCount)
        let filterScale = max(scale, 1)
        let support = kernel.support * filterScale
        pairsPerPlace = Int(support.rounded(.up)) + 1
        let inverse = 1 / filterScale
        first.reserveCapacity(newCount)
        pairCounts.reserveCapacity(newCount)
        high.reserveCapacity(newCount * pairsPerPlace)
        low.reserveCapacity(newCount * pairsPerPlace)
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
        first.append(start)
        pairCounts.append((weights.count + 1) / 2)
        for pair in 0..<pairsPerPlace {
            let even = 2 * pair < weights.count ? weights[2 * pair] : 0
            let odd = 2 * pair + 1 < weights.count ? weights[2 * pair + 1] : 0
            let lowMask: Int32 = (1 << Self.lowBits) - 1
            high.append(((even >> Self.lowBits) & 0xFFFF) | ((odd >> Self.lowBits) << 16))
            low.append((even & lowMask) | ((odd & lowMask) << 16))
        }
    }
}
