import Imaging
import Testing

@Suite struct `Ticks of an axis` {
    @Test func `stand at round numbers, from one below the least to one above the greatest value`() {
        let cases: [(ClosedRange<Double>, Int, [String])] = [
            (0.083...2.1, 5, ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5"]),
            (0.2...0.99, 5, ["0.2", "0.4", "0.6", "0.8", "1.0"]),
            (-3...17, 5, ["-5", "0", "5", "10", "15", "20"]),
            (0.00049...0.001, 5, ["0.0004", "0.0006", "0.0008", "0.0010"]),
            (12_000...98_765, 5, ["0", "20000", "40000", "60000", "80000", "100000"]),
            (0...3_400_000, 5, ["0", "1e+06", "2e+06", "3e+06", "4e+06"]),
            (1e-7...4.1e-7, 5, ["1e-07", "2e-07", "3e-07", "4e-07", "5e-07"]),
            (0.3...0.3, 4, ["0.26", "0.28", "0.30", "0.32", "0.34"]),
            (0...0, 4, ["-0.5", "0.0", "0.5"]),
        ]
        for (range, intervals, expected) in cases {
            let ticks = AxisTicks(over: range, intervals: intervals)
            #expect(ticks.labels == expected, "\(range)")
            #expect(ticks.range.lowerBound <= range.lowerBound && ticks.range.upperBound >= range.upperBound)
        }
    }

    @Test func `of counts are whole numbers`() {
        #expect(AxisTicks(over: 1...3, intervals: 8, isWhole: true).labels == ["1", "2", "3"])
        #expect(AxisTicks(over: 1...25, intervals: 8, isWhole: true).labels == ["0", "5", "10", "15", "20", "25"])
        #expect(AxisTicks(over: 1...1, intervals: 8, isWhole: true).labels.contains("1"))
    }

    @Test func `are few, whatever the range`() {
        var numbers = RepeatableNumbers(seed: 11)
        for _ in 0..<2000 {
            let low = Double.random(in: -1...1, using: &numbers) * 1e3
            let width = Double.random(in: 1e-3...1, using: &numbers) * 1e4
            let ticks = AxisTicks(over: low...low + width, intervals: 5)
            #expect((2...8).contains(ticks.values.count), "\(low) \(width): \(ticks.labels)")
            #expect(Set(ticks.labels).count == ticks.labels.count)
        }
    }
}
