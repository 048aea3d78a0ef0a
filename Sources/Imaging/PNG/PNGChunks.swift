/// Checks a PNG file's chunks before its pixels are decoded: cairo tells of nearly every damage as "out of memory".
enum PNGChunks {
    /// What is wrong with the file, or nil when all chunks up to the end are whole and their checksums right. Bytes behind the end
    /// chunk are ignored.
    static func damage(in bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var position = PNG.signature.count
        while position < bytes.count {
            guard bytes.count - position >= 12 else { return "the end of the file in a chunk's header at byte \(position)" }
            let length = number(in: bytes, at: position)
            let name = bytes[position + 4..<position + 8]
            guard name.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) }) else {
                return "no chunk at byte \(position)"
            }
            let text = String(decoding: name, as: UTF8.self)
            let end = position + 8 + length
            guard bytes.count - end >= 4 else { return "the end of the file in chunk \(text) at byte \(position)" }
            guard CRC32.checksum(of: bytes[position + 4..<end]) == number(in: bytes, at: end) else {
                return "a wrong checksum of chunk \(text) at byte \(position)"
            }
            if text == "IEND" { return nil }
            position = end + 4
        }
        return "no end chunk"
    }

    /// Four bytes, the highest first.
    static func number(in bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}

/// The checksum of PNG (ISO 3309), by a table of the remainders of all bytes.
private enum CRC32 {
    private static let remainders: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
    }

    static func checksum(of bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        let rest = remainders.withUnsafeBufferPointer { remainders in
            UnsafeBufferPointer(rebasing: bytes).reduce(UInt32.max) {
                $0 >> 8 ^ remainders[Int(UInt8(truncatingIfNeeded: $0) ^ $1)]
            }
        }
        return Int(~rest)
    }
}
