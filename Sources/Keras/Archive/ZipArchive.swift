import HDF5

/// A ZIP archive of stored members, as Keras writes its `.keras` files; open as long as this value lives.
///
/// Every rule that an archive breaks is found when it is opened: names that lead outside, two of one name, members that share
/// bytes or reach beyond the file. The checksum of a member is compared whenever it is read.
struct ZipArchive: Sendable {
    let path: String
    /// In the order of the directory.
    let members: [ZipMember]
    private let bytes: FileBytes
    private let directory: [String: (ZipMember, Range<Int>)]

    init(reading path: String) throws(KerasError) {
        bytes = try FileBytes(path)
        let directory = try ZipDirectory(of: bytes)
        var places: [String: (ZipMember, Range<Int>)] = [:]
        for member in directory.members { places[member.name] = (member, try directory.content(of: member)) }
        self.path = path
        members = directory.members
        self.directory = places
    }

    func contains(_ name: String) -> Bool { directory[name] != nil }

    func count(of name: String) throws(KerasError) -> Int { try place(of: name).0.count }

    /// The bytes of a member that must be there and not be larger than `most`.
    func read(_ name: String, atMost most: Int) throws -> [UInt8] {
        let (member, _) = try place(of: name)
        guard member.count <= most else {
            throw fault(name, expected: "at most \(most) bytes", found: "\(member.count)")
        }
        var content: [UInt8] = []
        content.reserveCapacity(member.count)
        try visit(name) { content.append(contentsOf: $0) }
        return content
    }

    /// Visits the bytes of a member that must be there, from front to back.
    /// - Throws: what `body` throws, and at the end an error if the bytes aren't those that were packed.
    func visit(_ name: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let (member, range) = try place(of: name)
        var checksum = CRC32()
        try bytes.visit(range) { piece in
            checksum.update(piece)
            try body(piece)
        }
        guard checksum.value == member.checksum else {
            throw fault(
                name, expected: "bytes with the checksum \(Self.hexadecimal(member.checksum))",
                found: "\(Self.hexadecimal(checksum.value)): the file is damaged; fetch it again")
        }
    }

    /// Lends the place of a member that must be there.
    func withSection<Result>(_ name: String, _ body: (HDF5Section) throws -> Result) throws -> Result {
        let range = try place(of: name).1
        return try bytes.withDescriptor { try body(HDF5Section(name: "\(path): member \(name)", descriptor: $0, range: range)) }
    }

    private func place(of name: String) throws(KerasError) -> (ZipMember, Range<Int>) {
        guard let place = directory[name] else {
            let names = members.prefix(8).map(\.name).joined(separator: ", ")
            throw .archive(
                file: path, place: nil, expected: "a member \(name)", found: names.isEmpty ? "an empty archive" : names)
        }
        return place
    }

    private func fault(_ name: String, expected: String, found: String) -> KerasError {
        .archive(file: path, place: "member \(name)", expected: expected, found: found)
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
