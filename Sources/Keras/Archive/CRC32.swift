/// A cyclic checksum of 32 bits, eight bytes at a time.
struct CRC32 {
    private var state: UInt32 = 0xFFFF_FFFF
    private let tables: [UInt32]

    /// That of ZIP (ISO 3309).
    init() { tables = Self.zip }

    private init(tables: [UInt32]) { self.tables = tables }

    /// That of Castagnoli, as in TensorFlow's records.
    static var castagnoli: CRC32 { CRC32(tables: castagnoliTables) }

    var value: UInt32 { ~state }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var state = state
        var position = 0
        tables.withUnsafeBufferPointer { tables in
            while bytes.count - position >= 8 {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self)) ^ UInt64(state)
                state = 0
                for index in 0..<8 {
                    state ^= tables[(7 - index) * 256 + Int(truncatingIfNeeded: word >> (8 * UInt64(index)) & 0xFF)]
                }
                position += 8
            }
            for byte in bytes[position...] { state = state >> 8 ^ tables[Int((state ^ UInt32(byte)) & 0xFF)] }
        }
        self.state = state
    }

    private static let zip = tables(of: 0xEDB8_8320)
    private static let castagnoliTables = tables(of: 0x82F6_3B78)

    /// Table k holds the checksum of each byte with k zeros behind it.
    private static func tables(of polynomial: UInt32) -> [UInt32] {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            tables[byte] = (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 0 ? value >> 1 : value >> 1 ^ polynomial }
        }
        for index in 256..<tables.count {
            let previous = tables[index - 256]
            tables[index] = previous >> 8 ^ tables[Int(previous & 0xFF)]
        }
        return tables
    }
}
