/// The directory at the end of a ZIP archive (PKWARE's APPNOTE 6.3.3, sections 4.3 and 4.5), read strictly.
///
/// Readers of ZIP disagree about archives that break the rules, and hostile ones use that; here each breach is an error.
struct ZipDirectory {
    /// More than any model has; each costs some memory before it is looked at.
    static let mostMembers = 16384

    private let bytes: FileBytes
    private(set) var members: [ZipMember] = []
    /// Where the directory begins, and no member may reach.
    private let start: Int

    init(of bytes: FileBytes) throws(KerasError) {
        self.bytes = bytes
        let end = try Self.end(of: bytes)
        start = end.start
        var reader = ByteReader(try bytes.read(end.start..<end.start + end.count))
        for index in 0..<end.members {
            guard let member = try Self.member(&reader, bytes.path, index) else {
                throw Self.fault(bytes, "entry \(index)", expected: "an entry of the directory", found: "other bytes")
            }
            members.append(member)
        }
        guard reader.isAtEnd else {
            throw Self.fault(bytes, nil, expected: "\(end.members) entries in the directory", found: "more bytes behind them")
        }
        try checkPlaces()
    }

    /// Where the directory lies.
    private struct End {
        let members: Int
        let start: Int
        let count: Int
    }

    private static func end(of bytes: FileBytes) throws(KerasError) -> End {
        let tail = max(0, bytes.count - 22 - 0xFFFF)
        let window = try bytes.read(tail..<bytes.count)
        // The record whose comment ends with the file.
        let found = stride(from: window.count - 22, through: 0, by: -1).first { place in
            window[place..<place + 4] == [0x50, 0x4B, 0x05, 0x06]
                && Int(window[place + 20]) + Int(window[place + 21]) << 8 == window.count - place - 22
        }
        guard let found else {
            throw fault(bytes, nil, expected: "a whole ZIP archive", found: "no directory at its end: the file is cut short")
        }
        var record = ByteReader(Array(window[found + 4..<found + 20]))
        let disks = (record.number(2), record.number(2))
        let counts = (record.number(2), record.number(2))
        var end = End(members: counts.1, start: 0, count: record.number(4))
        end = End(members: end.members, start: record.number(4), count: end.count)
        var limit = tail + found
        if end.members == 0xFFFF || end.count == 0xFFFF_FFFF || end.start == 0xFFFF_FFFF {
            if let (large, place) = try zip64End(of: bytes, before: limit) { (end, limit) = (large, place) }
        } else if disks != (0, 0) || counts.0 != counts.1 {
            throw fault(bytes, nil, expected: "an archive in one file", found: "one part of several")
        }
        guard end.start <= limit, end.count == limit - end.start else {
            throw fault(
                bytes, nil, expected: "the directory right before its end record, at byte \(limit)",
                found: "\(end.count) bytes from byte \(end.start)")
        }
        guard end.members <= mostMembers, end.members <= end.count / 46 else {
            throw fault(bytes, nil, expected: "at most \(mostMembers) members", found: "\(end.members) declared")
        }
        return end
    }

    /// The record that holds what the old one has no room for, and where it lies.
    private static func zip64End(of bytes: FileBytes, before end: Int) throws(KerasError) -> (End, Int)? {
        guard end >= 20 else { return nil }
        var locator = ByteReader(try bytes.read(end - 20..<end))
        guard locator.number(4) == 0x0706_4B50 else { return nil }
        _ = locator.number(4)
        let place = locator.number(8)
        guard locator.number(4) == 1, place >= 0, place <= end - 20 - 56 else {
            throw fault(bytes, nil, expected: "the ZIP64 end record before byte \(end)", found: "its place as byte \(place)")
        }
        var record = ByteReader(try bytes.read(place..<place + 56))
        guard record.number(4) == 0x0606_4B50 else {
            throw fault(bytes, nil, expected: "the ZIP64 end record at byte \(place)", found: "other bytes")
        }
        record.skip(12)
        let disks = (record.number(4), record.number(4))
        let counts = (record.number(8), record.number(8))
        let size = record.number(8)
        let start = record.number(8)
        guard disks == (0, 0), counts.0 == counts.1, counts.1 >= 0, size >= 0, start >= 0 else {
            throw fault(bytes, nil, expected: "an archive in one file", found: "one part of several")
        }
        return (End(members: counts.1, start: start, count: size), place)
    }

    private static func member(_ reader: inout ByteReader, _ path: String, _ index: Int) throws(KerasError) -> ZipMember? {
        guard reader.count >= 46, reader.number(4) == 0x0201_4B50 else { return nil }
        reader.skip(4)
        let flags = reader.number(2)
        let method = reader.number(2)
        reader.skip(4)
        let checksum = UInt32(reader.number(4))
        var stored = reader.number(4)
        var size = reader.number(4)
        let lengths = (name: reader.number(2), extra: reader.number(2), comment: reader.number(2))
        let disk = reader.number(2)
        reader.skip(6)
        var offset = reader.number(4)
        guard reader.count >= lengths.name + lengths.extra + lengths.comment else { return nil }
        let nameBytes = reader.take(lengths.name)
        var extra = ByteReader(reader.take(lengths.extra))
        reader.skip(lengths.comment)

        func fault(_ name: String, expected: String, found: String) -> KerasError {
            .archive(file: path, place: name, expected: expected, found: found)
        }
        guard let name = String(validating: nameBytes, as: UTF8.self) else {
            throw fault("member \(index)", expected: "a name in UTF-8", found: "other bytes")
        }
        extra.readZip64(size: &size, stored: &stored, offset: &offset)
        let place = "member \(name)"
        guard Self.isPlain(name) else {
            throw fault("member \(index)", expected: "a name inside the archive", found: JSON.string(name).excerpt)
        }
        guard flags & 0x2041 == 0 else { throw fault(place, expected: "a member without a password", found: "an encrypted one") }
        guard method == 0 else {
            throw fault(
                place, expected: "a stored member, as Keras writes it",
                found:
                    "\(method == 8 ? "deflate" : "method") compression (\(method)); unpack the archive and pack it with `zip -0`")
        }
        guard stored == size, size >= 0, offset >= 0, disk == 0 || disk == 0xFFFF else {
            throw fault(place, expected: "as many bytes stored as the member has", found: "\(stored) for \(size)")
        }
        return ZipMember(name: name, headerOffset: offset, count: size, checksum: checksum)
    }

    /// Whether a name stays below the folder that the archive would be unpacked into.
    private static func isPlain(_ name: String) -> Bool {
        guard !name.isEmpty, !name.contains("\\"), !name.contains("\0"), !name.contains(":") else { return false }
        let steps = (name.hasSuffix("/") ? name.dropLast() : name[...]).split(separator: "/", omittingEmptySubsequences: false)
        return steps.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    /// No name twice, and no byte in two members.
    private func checkPlaces() throws(KerasError) {
        var names: Set<String> = []
        for member in members where !names.insert(member.name).inserted {
            throw Self.fault(bytes, "member \(member.name)", expected: "each name once", found: "it again")
        }
        var end = 0
        for member in members.sorted(by: { $0.headerOffset < $1.headerOffset }) {
            let range = try content(of: member)
            guard member.headerOffset >= end else {
                throw Self.fault(
                    bytes, "member \(member.name)", expected: "bytes of its own from byte \(end) on",
                    found: "ones from byte \(member.headerOffset) on, which another member has")
            }
            end = range.upperBound
        }
    }

    /// Where a member's bytes lie, by its own header, which must agree with the directory.
    func content(of member: ZipMember) throws(KerasError) -> Range<Int> {
        let place = "member \(member.name)"
        guard member.headerOffset <= start - 30 else {
            throw Self.fault(
                bytes, place, expected: "a header before the directory at byte \(start)",
                found: "its place as byte \(member.headerOffset)")
        }
        var header = ByteReader(try bytes.read(member.headerOffset..<member.headerOffset + 30))
        guard header.number(4) == 0x0403_4B50 else {
            throw Self.fault(bytes, place, expected: "a header at byte \(member.headerOffset)", found: "other bytes")
        }
        header.skip(4)
        let method = header.number(2)
        header.skip(16)
        let nameLength = header.number(2)
        let begin = member.headerOffset + 30 + nameLength + header.number(2)
        guard begin <= start, member.count <= start - begin else {
            throw Self.fault(
                bytes, place, expected: "\(member.count) bytes from byte \(begin) on",
                found: "the directory at byte \(start)")
        }
        let name = try bytes.read(member.headerOffset + 30..<member.headerOffset + 30 + nameLength)
        guard name.elementsEqual(member.name.utf8), method == 0 else {
            throw Self.fault(
                bytes, place, expected: "the directory's name and method in the member's header",
                found: JSON.string(String(decoding: name, as: UTF8.self)).excerpt + ", method \(method)")
        }
        return begin..<begin + member.count
    }

    private static func fault(_ bytes: FileBytes, _ place: String?, expected: String, found: String) -> KerasError {
        .archive(file: bytes.path, place: place, expected: expected, found: found)
    }
}
