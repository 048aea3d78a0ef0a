/// Keras 3's `keras.random.SeedGenerator`: a seed and a number that counts up, from which each call of a random function gets a stream
/// of its own.
public struct SeedGenerator: Sendable, Hashable {
    public let seed: Int
    /// How many streams were taken. What Keras saves is the pair of both.
    public var count: Int

    public init(seed: Int, count: Int = 0) { (self.seed, self.count) = (seed, count) }

    /// The stream of the next call.
    public mutating func next() -> Philox {
        defer { count += 1 }
        return Philox(stateless: Self.folded(seed), Self.folded(count))
    }

    /// A seed as Keras 3 hands it to TensorFlow: its remainder from 0 to 2³¹ − 3. tf.keras takes it as it is.
    public static func folded(_ seed: Int) -> Int {
        let remainder = seed % 2_147_483_646
        return remainder < 0 ? remainder + 2_147_483_646 : remainder
    }
}
