/// TensorFlow's `tf.random.Generator.from_seed`: one stream that goes on with each number that is taken.
public struct RandomGenerator: Sendable, Hashable {
    public let seed: Int
    /// How many numbers were taken.
    public var count: Int

    public init(seed: Int, count: Int = 0) { (self.seed, self.count) = (seed, count) }

    /// The stream of the next call, which takes so many numbers.
    public mutating func next(_ numbers: Int) -> Philox {
        defer { count += numbers }
        // The seed is where the counter begins; the key behind it is zero, or what continues a negative seed.
        let (low, high) = (UInt64(bitPattern: Int64(seed)), seed < 0 ? UInt32.max : 0)
        var stream = Philox(
            key: SIMD2(repeating: high),
            counter: SIMD4(UInt32(truncatingIfNeeded: low), UInt32(truncatingIfNeeded: low >> 32), high, high))
        stream.skip(UInt64(count) * Philox.countersPerElement)
        return stream
    }

    /// `make_seeds()`: a seed for a stateless operation, whose second one is 0.
    public mutating func makeSeed() -> Int {
        var stream = next(1)
        let words = stream.next()
        return Int(truncatingIfNeeded: UInt64(words.x) | UInt64(words.y) << 32)
    }
}
