/// A checksum of 128 bits, as fast as memory is read: against accidents, not against malice.
///
/// Eight sums of every eighth word of 64 bits, and the sums of these sums, which depend on the words' order; mixed at the end.
struct Checksum: Hashable, Sendable {
    let high: UInt64
    let low: UInt64

    private typealias Lanes = SIMD8<UInt64>

    init(_ bytes: UnsafeRawBufferPointer) {
        var (sum, sums) = (Lanes.zero, Lanes.zero)
        let step = MemoryLayout<Lanes>.size
        let whole = bytes.count / step * step
        if let start = bytes.baseAddress {
            for offset in stride(from: 0, to: whole, by: step) {
                sum &+= (start + offset).loadUnaligned(as: Lanes.self)
                sums &+= sum
            }
        }
        var rest = Lanes.zero
        withUnsafeMutableBytes(of: &rest) { $0.copyBytes(from: bytes[whole...]) }
        sum &+= rest
        sums &+= sum
        var (high, low) = (UInt64(bytes.count), ~UInt64(bytes.count))
        for lane in 0..<Lanes.scalarCount {
            high = Self.mixed(high ^ sum[lane])
            low = Self.mixed(low ^ sums[lane] ^ high)
        }
        (self.high, self.low) = (high, low)
    }

    init(of text: String) {
        var text = text
        self = text.withUTF8 { Checksum(UnsafeRawBufferPointer($0)) }
    }

    /// Of the first page of every sixteen, which fails where pages were never written or lie at another place.
    init(sampling bytes: UnsafeRawBufferPointer) {
        let (page, step) = (4096, 16 * 4096)
        let sums = stride(from: 0, to: bytes.count, by: step).map {
            Checksum(UnsafeRawBufferPointer(rebasing: bytes[$0..<min($0 + page, bytes.count)]))
        }
        self = sums.withUnsafeBytes { Checksum($0) }
    }

    /// Nil for what isn't 32 digits.
    init?(text: some StringProtocol) {
        guard text.utf8.count == 32, let high = UInt64(text.prefix(16), radix: 16),
            let low = UInt64(text.dropFirst(16), radix: 16)
        else { return nil }
        (self.high, self.low) = (high, low)
    }

    /// As 32 digits.
    var text: String {
        [high, low].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// The finishing of SplitMix64 (Steele, Lea and Flood, 2014), by which each bit of the word changes about half of the result's.
    private static func mixed(_ word: UInt64) -> UInt64 {
        var mixed = word &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
