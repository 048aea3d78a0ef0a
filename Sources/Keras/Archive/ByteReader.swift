/// Reads little-endian numbers from front to back. Who reads has made sure by `count` that there are enough bytes.
struct ByteReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// How many bytes are left.
    var count: Int { bytes.count - position }
    var isAtEnd: Bool { count == 0 }

    /// A number of `width` bytes, 8 at most; what exceeds `Int` becomes -1, which no size or place is.
    mutating func number(_ width: Int) -> Int {
        let value = take(width).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(exactly: value) ?? -1
    }

    mutating func take(_ count: Int) -> [UInt8] {
        precondition(count <= self.count, "\(count) bytes asked for where \(self.count) are left")
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    mutating func skip(_ count: Int) { _ = take(count) }
}

extension ByteReader {
    /// Reads the sizes and the place that don't fit into 32 bits out of an entry's extra fields (APPNOTE 4.5.3); what isn't there
    /// stays as it is.
    mutating func readZip64(size: inout Int, stored: inout Int, offset: inout Int) {
        while count >= 4 {
            let kind = number(2)
            let length = number(2)
            guard length <= count else { return }
            var field = ByteReader(take(length))
            guard kind == 1 else { continue }
            if size == 0xFFFF_FFFF, field.count >= 8 { size = field.number(8) }
            if stored == 0xFFFF_FFFF, field.count >= 8 { stored = field.number(8) }
            if offset == 0xFFFF_FFFF, field.count >= 8 { offset = field.number(8) }
        }
    }
}
