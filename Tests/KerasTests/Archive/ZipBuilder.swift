import Foundation

/// Writes archives, also such as no honest program writes.
struct ZipBuilder {
    struct Member {
        var name: String
        var content: [UInt8] = []
        /// What headers declare in place of the truth.
        var method: UInt16 = 0
        var flags: UInt16 = 0
        var size: UInt32?
        var checksum: UInt32?
        var offset: UInt32?
        var localName: String?
    }

    var members: [Member]
    /// What stands behind the end record.
    var comment: [UInt8] = []
    var declaredCount: UInt16?
    var usesZip64 = false

    func write(to path: String) throws {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for member in members {
            let offset = UInt32(bytes.count)
            let crc = member.checksum ?? Self.checksum(member.content)
            let size = member.size ?? UInt32(member.content.count)
            let local = Array((member.localName ?? member.name).utf8)
            bytes += Self.little(0x0403_4B50, 4) + Self.little(20, 2) + Self.little(UInt64(member.flags), 2)
            bytes += Self.little(UInt64(member.method), 2) + Self.little(0, 4) + Self.little(UInt64(crc), 4)
            bytes += Self.little(UInt64(size), 4) + Self.little(UInt64(size), 4) + Self.little(UInt64(local.count), 2) + [0, 0]
            bytes += local + member.content
            let name = Array(member.name.utf8)
            let extra =
                usesZip64
                ? Self.little(1, 2) + Self.little(24, 2) + Self.little(UInt64(size), 8) + Self.little(UInt64(size), 8)
                    + Self.little(UInt64(offset), 8) : []
            let limit: UInt64 = 0xFFFF_FFFF
            let shown = usesZip64 ? limit : UInt64(size)
            directory +=
                Self.little(0x0201_4B50, 4) + Self.little(20, 2) + Self.little(20, 2) + Self.little(UInt64(member.flags), 2)
            directory += Self.little(UInt64(member.method), 2) + Self.little(0, 4) + Self.little(UInt64(crc), 4)
            directory += Self.little(shown, 4) + Self.little(shown, 4) + Self.little(UInt64(name.count), 2)
            directory += Self.little(UInt64(extra.count), 2) + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
            directory += Self.little(usesZip64 ? limit : UInt64(member.offset ?? offset), 4) + name + extra
        }
        let start = bytes.count
        bytes += directory
        let count = UInt64(declaredCount ?? UInt16(members.count))
        if usesZip64 {
            let end = UInt64(bytes.count)
            bytes += Self.little(0x0606_4B50, 4) + Self.little(44, 8) + Self.little(45, 2) + Self.little(45, 2)
            bytes += Self.little(0, 4) + Self.little(0, 4) + Self.little(count, 8) + Self.little(count, 8)
            bytes += Self.little(UInt64(directory.count), 8) + Self.little(UInt64(start), 8)
            bytes += Self.little(0x0706_4B50, 4) + Self.little(0, 4) + Self.little(end, 8) + Self.little(1, 4)
        }
        bytes += Self.little(0x0605_4B50, 4) + [0, 0, 0, 0] + Self.little(count, 2) + Self.little(count, 2)
        bytes += Self.little(UInt64(directory.count), 4) + Self.little(usesZip64 ? 0xFFFF_FFFF : UInt64(start), 4)
        bytes += Self.little(UInt64(comment.count), 2) + comment
        try Data(bytes).write(to: URL(filePath: path))
    }

    /// CRC-32 bit by bit.
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xEDB8_8320 }
        }
        return ~value
    }

    private static func little(_ value: UInt64, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }
}
