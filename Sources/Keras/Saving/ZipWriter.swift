import Glibc
import HDF5

/// Writes a ZIP archive of stored members (PKWARE's APPNOTE 6.3.3), which takes its name once it is whole.
///
/// Times are those of 1980, so that the same members give the same bytes.
final class ZipWriter {
    private let file: NewFile
    private var position = 0
    private var members: [ZipMember] = []
    private var isCommitted = false

    init(creating path: String) throws(HDF5Error) { file = try NewFile(at: path) }

    deinit { if !isCommitted { file.remove() } }

    private var temporaryPath: String { file.temporaryPath }

    func add(_ name: String, _ bytes: [UInt8]) throws {
        var sum = CRC32()
        bytes.withUnsafeBytes { sum.update($0) }
        try add(name, count: bytes.count, checksum: sum.value) { try write(bytes) }
    }

    /// Adds the bytes of a file that doesn't change meanwhile. It is read twice, for its checksum comes before it.
    private func add(_ name: String, contentOf path: String) throws {
        let source = try FileBytes(path)
        var sum = CRC32()
        try source.visit(0..<source.count) { sum.update($0) }
        try add(name, count: source.count, checksum: sum.value) {
            try source.visit(0..<source.count) { try file.write($0) }
            position += source.count
        }
    }

    /// Adds an HDF5 file that `write` makes at the path it is given: libhdf5 writes to files alone.
    func add(_ name: String, writing write: (String) throws -> Void) throws {
        let path = temporaryPath + ".h5"
        defer { unlink(path) }
        do {
            try write(path)
        } catch HDF5Error.unwritable(_, let operation, let reason) {
            throw HDF5Error.unwritable(file: file.path, operation: operation, reason: reason)
        }
        try add(name, contentOf: path)
    }

    /// Adds a member of another archive as it is.
    func add(_ member: ZipMember, of archive: ZipArchive) throws {
        try add(member.name, count: member.count, checksum: member.checksum) {
            try archive.visit(member.name) { try file.write($0) }
            position += member.count
        }
    }

    /// Writes the directory and gives the file its name.
    func commit() throws(HDF5Error) {
        let start = position
        for member in members { try write(Self.entry(member)) }
        try write(Self.end(count: members.count, start: start, bytes: position - start, at: position))
        try file.publish()
        isCommitted = true
    }

    private func add(_ name: String, count: Int, checksum: UInt32, write body: () throws -> Void) throws {
        let member = ZipMember(name: name, headerOffset: position, count: count, checksum: checksum)
        try write(Self.header(member))
        try body()
        members.append(member)
    }

    private func write(_ bytes: [UInt8]) throws(HDF5Error) {
        let outcome = bytes.withUnsafeBytes { buffer -> Result<Void, HDF5Error> in
            do throws(HDF5Error) { return .success(try file.write(buffer)) } catch { return .failure(error) }
        }
        try outcome.get()
        position += bytes.count
    }

    /// What stands in place of a number that doesn't fit into 32 bits.
    private static let large = 0xFFFF_FFFF

    private static func header(_ member: ZipMember) -> [UInt8] {
        let isLarge = member.count >= large
        let extra = isLarge ? number(1, 2) + number(16, 2) + number(member.count, 8) + number(member.count, 8) : []
        let size = number(min(member.count, large), 4)
        return number(0x0403_4B50, 4) + number(isLarge ? 45 : 20, 2) + number(0x0800, 2) + number(0, 2) + time
            + number(Int(member.checksum), 4) + size + size + number(member.name.utf8.count, 2) + number(extra.count, 2)
            + Array(member.name.utf8) + extra
    }

    private static func entry(_ member: ZipMember) -> [UInt8] {
        let sizes = member.count >= large ? number(member.count, 8) + number(member.count, 8) : []
        let offset = member.headerOffset >= large ? number(member.headerOffset, 8) : []
        let fields = sizes + offset
        let extra = fields.isEmpty ? [] : number(1, 2) + number(fields.count, 2) + fields
        let size = number(min(member.count, large), 4)
        let version = number(extra.isEmpty ? 20 : 45, 2)
        return number(0x0201_4B50, 4) + version + version + number(0x0800, 2) + number(0, 2) + time
            + number(Int(member.checksum), 4) + size + size + number(member.name.utf8.count, 2) + number(extra.count, 2)
            + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(min(member.headerOffset, large), 4)
            + Array(member.name.utf8) + extra
    }

    private static func end(count: Int, start: Int, bytes: Int, at place: Int) -> [UInt8] {
        var record: [UInt8] = []
        if start >= large {
            record += number(0x0606_4B50, 4) + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 4) + number(0, 4)
            record += number(count, 8) + number(count, 8) + number(bytes, 8) + number(start, 8)
            record += number(0x0706_4B50, 4) + number(0, 4) + number(place, 8) + number(1, 4)
        }
        record += number(0x0605_4B50, 4) + number(0, 2) + number(0, 2) + number(count, 2) + number(count, 2)
        return record + number(bytes, 4) + number(min(start, large), 4) + number(0, 2)
    }

    /// Midnight on the first day that ZIP can tell.
    private static let time = number(0, 2) + number(0x21, 2)

    private static func number(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
