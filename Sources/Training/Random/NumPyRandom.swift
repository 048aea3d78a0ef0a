import Glibc

/// NumPy's legacy generator: `np.random.seed` and what is drawn after it.
public struct NumPyRandom: Sendable, Hashable {
    private var words: MersenneTwister
    /// The second number of a pair, until it is asked for.
    private var spareNormal: Double?

    /// As after `np.random.seed(seed)`.
    public init(seed: UInt32) { words = MersenneTwister(seed: seed) }

    /// `np.random.rand()`, from [0, 1).
    public mutating func unit() -> Double { words.unit() }

    /// `np.random.uniform(low, high)`.
    public mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * words.unit() }

    /// `np.random.randn()`, by Marsaglia's polar method.
    public mutating func normal() -> Double {
        if let spare = spareNormal {
            spareNormal = nil
            return spare
        }
        while true {
            let (x, y) = (2 * words.unit() - 1, 2 * words.unit() - 1)
            let square = x * x + y * y
            guard square < 1, square != 0 else { continue }
            let factor = (-2 * log(square) / square).squareRoot()
            spareNormal = factor * x
            return factor * y
        }
    }

    /// `np.random.normal(mean, standardDeviation)`.
    public mutating func normal(mean: Double, standardDeviation: Double) -> Double { mean + standardDeviation * normal() }

    /// `np.random.randint(range.lowerBound, range.upperBound)`; the range must not be empty.
    public mutating func integer(in range: Range<Int>) -> Int {
        let last = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound)) - 1
        return range.lowerBound &+ Int(truncatingIfNeeded: upTo(last))
    }

    /// `np.random.shuffle(elements)`.
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        for index in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(index, Int(upTo(UInt64(index))))
        }
    }

    /// `np.random.permutation(count)`: the numbers from 0 on, shuffled.
    public mutating func permutation(_ count: Int) -> [Int] {
        var indices = Array(0..<count)
        shuffle(&indices)
        return indices
    }

    /// From `0...last`: the lowest bits that it needs, drawn again while they are greater.
    private mutating func upTo(_ last: UInt64) -> UInt64 {
        guard last > 0 else { return 0 }
        let mask = UInt64.max >> UInt64(last.leadingZeroBitCount)
        while true {
            let drawn = last <= UInt32.max ? UInt64(words.word()) : UInt64(words.word()) << 32 | UInt64(words.word())
            if drawn & mask <= last { return drawn & mask }
        }
    }
}
