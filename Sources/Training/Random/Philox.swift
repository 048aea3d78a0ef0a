/// The generator behind TensorFlow's random numbers: Philox4x32-10, which turns a counter of 128 bits into four random words, so
/// that any part of a stream can be had without what comes before it.
///
/// Source: J. Salmon et al., *Parallel Random Numbers: As Easy as 1, 2, 3*, 2011; the seeding is TensorFlow's.
public struct Philox: Sendable, Hashable {
    public let key: SIMD2<UInt32>
    /// The place in the stream: what `next` encrypts, the lowest word first.
    public private(set) var counter: SIMD4<UInt32>

    public init(key: SIMD2<UInt32>, counter: SIMD4<UInt32> = .zero) { (self.key, self.counter) = (key, counter) }

    /// The stream of a stateful operation whose kernel has the attributes `seed` and `seed2`.
    public init(seed: Int, seed2: Int) {
        let (key, place) = (Self.words(seed), Self.words(seed2))
        self.init(key: key, counter: SIMD4(0, 0, place.x, place.y))
    }

    /// The stream of `tf.random.stateless_…(seed=[first, second])`: both are scrambled, so that seeds like 1 and 2 have nothing in
    /// common.
    public init(stateless first: Int, _ second: Int = 0) {
        let mixed = Self.encrypted(
            SIMD4(lowHalf: Self.words(first), highHalf: Self.words(second)), key: SIMD2(0x3ec8_f720, 0x0246_1e29))
        self.init(key: SIMD2(mixed.x, mixed.y), counter: SIMD4(0, 0, mixed.z, mixed.w))
    }

    /// Four random words; the counter goes on by one.
    public mutating func next() -> SIMD4<UInt32> {
        defer { skip(1) }
        return Self.encrypted(counter, key: key)
    }

    /// Goes on by `count` counters.
    public mutating func skip(_ count: UInt64) {
        let low = UInt64(counter.x) | UInt64(counter.y) << 32
        let (sum, carries) = low.addingReportingOverflow(count)
        (counter.x, counter.y) = (UInt32(truncatingIfNeeded: sum), UInt32(truncatingIfNeeded: sum >> 32))
        guard carries else { return }
        counter.z &+= 1
        if counter.z == 0 { counter.w &+= 1 }
    }

    private static func words(_ number: Int) -> SIMD2<UInt32> {
        SIMD2(UInt32(truncatingIfNeeded: number), UInt32(truncatingIfNeeded: number >> 32))
    }

    /// Ten rounds, word by word: the processor overlaps those of several counters.
    @inline(__always)
    private static func encrypted(_ counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
        var (x, y, z, w) = (counter.x, counter.y, counter.z, counter.w)
        var (key0, key1) = (key.x, key.y)
        for _ in 0..<10 {
            let first = 0xd251_1f53 &* UInt64(x)
            let second = 0xcd9e_8d57 &* UInt64(z)
            (x, y) = (UInt32(truncatingIfNeeded: second >> 32) ^ y ^ key0, UInt32(truncatingIfNeeded: second))
            (z, w) = (UInt32(truncatingIfNeeded: first >> 32) ^ w ^ key1, UInt32(truncatingIfNeeded: first))
            key0 &+= 0x9e37_79b9
            key1 &+= 0xbb67_ae85
        }
        return SIMD4(x, y, z, w)
    }
}
