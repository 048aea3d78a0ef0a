/// Python's `random.Random`: where Keras takes the seeds that nobody gave, and TensorFlow 2 those of its operations.
public struct PythonRandom: Sendable, Hashable {
    private var words: MersenneTwister

    /// As after `random.seed(seed)`; a number and its negative are the same seed.
    public init(seed: Int) {
        let magnitude = seed.magnitude
        let (low, high) = (UInt32(truncatingIfNeeded: magnitude), UInt32(magnitude >> 32))
        words = MersenneTwister(seeds: high == 0 ? [low] : [low, high])
    }

    /// `random.random()`.
    public mutating func unit() -> Double { words.unit() }

    /// `random.randint(lower, upper)`: both ends may be drawn.
    public mutating func integer(in range: ClosedRange<Int>) -> Int {
        let last = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound))
        precondition(last < .max, "a range of all numbers")
        return range.lowerBound &+ Int(truncatingIfNeeded: below(last + 1))
    }

    /// `random.shuffle(elements)`.
    public mutating func shuffle<Element>(_ elements: inout [Element]) {
        for index in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(index, Int(below(UInt64(index) + 1)))
        }
    }

    /// A whole number in `0..<bound`, as `random._randbelow` draws it.
    private mutating func below(_ bound: UInt64) -> UInt64 {
        let width = UInt64.bitWidth - bound.leadingZeroBitCount
        var drawn = bits(width)
        while drawn >= bound { drawn = bits(width) }
        return drawn
    }

    /// `random.getrandbits(count)` for 1 to 64 bits: the lower word first, the upper bits of the last one.
    private mutating func bits(_ count: Int) -> UInt64 {
        if count <= 32 { return UInt64(words.word() >> UInt32(32 - count)) }
        let low = UInt64(words.word())
        return low | UInt64(words.word() >> UInt32(64 - count)) << 32
    }
}
