/// How often numbers of each size were seen; bins from 0 on, which grow wider when a larger number comes.
struct MagnitudeHistogram {
    private static let binCount = 2048

    private var counts = [Int](repeating: 0, count: binCount)
    private var width: Float = 0
    private(set) var least: Float = 0
    private(set) var greatest: Float = 0

    /// Counts `numbers`, and says whether all are finite; if not, none is counted.
    mutating func add(_ numbers: UnsafeBufferPointer<Float>) -> Bool {
        var (least, greatest) = (least, greatest)
        var sum: Float = 0
        for number in numbers {
            least = min(least, number)
            greatest = max(greatest, number)
            // Of NaN and infinity alone it is NaN.
            sum += number * 0
        }
        guard sum == 0 else { return false }
        (self.least, self.greatest) = (least, greatest)
        widen(to: max(-least, greatest))
        guard width > 0 else {
            counts[0] += numbers.count
            return true
        }
        let perUnit = 1 / width
        for number in numbers { counts[min(Int(abs(number) * perUnit), Self.binCount - 1)] += 1 }
        return true
    }

    private mutating func widen(to magnitude: Float) {
        guard magnitude > 0 else { return }
        if width == 0 { width = max(magnitude / Float(Self.binCount), .leastNormalMagnitude) }
        while width * Float(Self.binCount) < magnitude {
            for bin in 0..<Self.binCount / 2 { counts[bin] = counts[2 * bin] + counts[2 * bin + 1] }
            for bin in Self.binCount / 2..<Self.binCount { counts[bin] = 0 }
            width *= 2
        }
    }

    /// What the numbers lie in, by `method`; it contains zero.
    func range(_ method: Calibration.Method) -> ClosedRange<Float> {
        guard case .percentile(let percent) = method else { return least...greatest }
        let total = counts.reduce(0, +)
        var inside = 0
        var bin = 0
        while bin < Self.binCount - 1 {
            inside += counts[bin]
            if Double(inside) >= Double(total) * percent / 100 { break }
            bin += 1
        }
        let bound = width * Float(bin + 1)
        return max(least, -bound)...min(greatest, bound)
    }
}
