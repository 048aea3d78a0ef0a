/// How often each length of time came up, in a fixed number of buckets: up to 5 hours, exact to 1/64 of the length.
///
/// Below 32 ns each nanosecond has a bucket; above, each doubling has 32 of equal width. A length is given back as the middle of its
/// bucket, which is off by half a width at most.
package struct LatencyHistogram: Sendable {
    private static let steps = 32
    private static let doublings = 39

    /// Allocated with the first length.
    private var buckets: [Int] = []
    /// How many lengths were recorded, each with its weight.
    package private(set) var count = 0
    /// All lengths added up, nanoseconds.
    package private(set) var total = 0
    /// The longest, nanoseconds.
    package private(set) var max = 0

    package init() {}

    /// - Parameters:
    ///   - nanoseconds: Below 0 counts as 0.
    ///   - weight: How many lengths this one stands for.
    package mutating func record(_ nanoseconds: Int, weight: Int = 1) {
        if buckets.isEmpty { buckets = [Int](repeating: 0, count: Self.steps * (Self.doublings + 1)) }
        let length = Swift.max(0, nanoseconds)
        buckets[Self.bucket(of: length)] += weight
        count += weight
        total += length * weight
        max = Swift.max(max, length)
    }

    package mutating func merge(_ other: LatencyHistogram) {
        guard other.count > 0 else { return }
        if buckets.isEmpty { buckets = [Int](repeating: 0, count: other.buckets.count) }
        for index in buckets.indices { buckets[index] += other.buckets[index] }
        count += other.count
        total += other.total
        max = Swift.max(max, other.max)
    }

    /// The length that a share of all recorded ones, 0 to 1, does not exceed, in nanoseconds; 0 if there are none.
    package func quantile(_ share: Double) -> Int {
        let rank = Swift.max(1, Int((share * Double(count)).rounded(.up)))
        var seen = 0
        for (index, number) in buckets.enumerated() {
            seen += number
            if seen >= rank { return min(Self.middle(of: index), max) }
        }
        return max
    }

    private static func bucket(of length: Int) -> Int {
        guard length >= steps else { return length }
        let exponent = Int.bitWidth - 1 - length.leadingZeroBitCount
        guard exponent < doublings + 5 else { return steps * (doublings + 1) - 1 }
        return steps * (exponent - 4) + (length >> (exponent - 5)) - steps
    }

    private static func middle(of bucket: Int) -> Int {
        guard bucket >= steps else { return bucket }
        let shift = bucket / steps - 1
        return (steps + bucket % steps) << shift + (1 << shift) / 2
    }
}
