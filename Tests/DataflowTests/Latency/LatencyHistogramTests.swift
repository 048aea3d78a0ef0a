import Dataflow
import DataflowTesting
import Testing

@Suite("Histograms of latencies")
struct LatencyHistogramTests {
    /// Lengths of time from nanoseconds to minutes, seeded.
    private static func lengths(seed: UInt64) -> [Int] {
        var random = SeededRandom(seed: seed)
        return (0..<20_000).map { _ in
            let magnitude = Int.random(in: 0...38, using: &random)
            return Int.random(in: 0...(1 << magnitude), using: &random)
        }
    }

    @Test("quantiles are within 2 % of those of the sorted lengths", arguments: 1...8 as ClosedRange<UInt64>)
    func quantiles(seed: UInt64) {
        let lengths = Self.lengths(seed: seed)
        let sorted = lengths.sorted()
        var histogram = LatencyHistogram()
        for length in lengths { histogram.record(length) }
        for share in [0.001, 0.1, 0.5, 0.9, 0.99, 0.999, 1] {
            let expected = sorted[max(1, Int((share * Double(sorted.count)).rounded(.up))) - 1]
            let found = histogram.quantile(share)
            #expect(abs(found - expected) <= expected / 50, "seed \(seed): \(share): expected \(expected), found \(found)")
        }
        #expect(histogram.count == lengths.count)
        #expect(histogram.total == lengths.reduce(0, +))
        #expect(histogram.max == sorted.last)
    }

    @Test("each power of two and its neighbours are given back within 2 %, the small ones exactly")
    func edges() {
        for exponent in 0..<43 {
            for length in [1 << exponent - 1, 1 << exponent, 1 << exponent + 1] {
                var histogram = LatencyHistogram()
                histogram.record(length)
                // A longer one, so that the longest doesn't bound the answer.
                histogram.record(length * 4, weight: 1)
                #expect(abs(histogram.quantile(0.5) - length) <= (length < 32 ? 0 : length / 50), "\(length)")
            }
        }
    }

    @Test("what is merged, and what has a weight, counts as if it had been recorded one by one")
    func merging() {
        let lengths = Self.lengths(seed: 9)
        var (whole, left, right) = (LatencyHistogram(), LatencyHistogram(), LatencyHistogram())
        for (index, length) in lengths.enumerated() {
            let weight = 1 + index % 3
            for _ in 0..<weight { whole.record(length) }
            if index.isMultiple(of: 2) { left.record(length, weight: weight) } else { right.record(length, weight: weight) }
        }
        left.merge(right)
        #expect((left.count, left.total, left.max) == (whole.count, whole.total, whole.max))
        for share in [0.1, 0.5, 0.9, 0.99] { #expect(left.quantile(share) == whole.quantile(share)) }
    }

    @Test("nothing recorded is nothing, what lies outside counts at the edge")
    func outside() {
        var histogram = LatencyHistogram()
        #expect((histogram.count, histogram.quantile(0.5)) == (0, 0))
        histogram.merge(LatencyHistogram())
        histogram.record(-5)
        #expect((histogram.quantile(1), histogram.max) == (0, 0))
        histogram.record(.max / 2)
        #expect(histogram.max == .max / 2)
        #expect(histogram.quantile(1) > 1 << 43)
    }
}
