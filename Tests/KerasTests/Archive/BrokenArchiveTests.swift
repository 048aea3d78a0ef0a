import Foundation
import Keras
import TestMaterial
import Testing

/// Archives that break the rules: each is one error that names file, member and breach.
@Suite struct BrokenArchiveTests {
    let folder: TemporaryFolder
    private static let metadata = ZipBuilder.Member(name: "metadata.json", content: Array(#"{"keras_version": "3.0.0"}"#.utf8))
    private static let configuration = ZipBuilder.Member(name: "config.json", content: Array("{}".utf8))

    init() throws { folder = try TemporaryFolder() }

    private func expect(
        _ message: String, _ archive: ZipBuilder, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let path = folder.path("model.keras")
        try archive.write(to: path)
        #expect(sourceLocation: sourceLocation) {
            try Model(path)
        } throws: {
            let found = "\($0)"
            guard found != "\(path): \(message)" else { return true }
            Issue.record("found: \(found)", sourceLocation: sourceLocation)
            return false
        }
    }

    private static func with(_ member: ZipBuilder.Member) -> ZipBuilder {
        ZipBuilder(members: [metadata, configuration, member])
    }

    @Test(
        "a hostile member is refused by name",
        arguments: [
            (ZipBuilder.Member(name: "../out"), #"member 2: expected a name inside the archive, found "../out""#),
            (ZipBuilder.Member(name: "/etc/passwd"), #"member 2: expected a name inside the archive, found "/etc/passwd""#),
            (ZipBuilder.Member(name: "a//b"), #"member 2: expected a name inside the archive, found "a//b""#),
            (ZipBuilder.Member(name: #"a\..\b"#), #"member 2: expected a name inside the archive, found "a\\..\\b""#),
            (ZipBuilder.Member(name: "config.json"), "member config.json: expected each name once, found it again"),
            (
                ZipBuilder.Member(name: "a", flags: 1),
                "member a: expected a member without a password, found an encrypted one"
            ),
            (
                ZipBuilder.Member(name: "a", method: 8),
                "member a: expected a stored member, as Keras writes it, found deflate compression (8); "
                    + "unpack the archive and pack it with `zip -0`"
            ),
            (
                ZipBuilder.Member(name: "a", content: [1], size: 1 << 30),
                "member a: expected 1073741824 bytes from byte 143 on, found the directory at byte 144"
            ),
            (
                ZipBuilder.Member(name: "metadata.json2", offset: 0),
                #"member metadata.json2: expected the directory's name and method in the member's header, "#
                    + #"found "metadata.json", method 0"#
            ),
            (
                ZipBuilder.Member(name: "a", localName: "b"),
                #"member a: expected the directory's name and method in the member's header, found "b", method 0"#
            ),
            (
                ZipBuilder.Member(name: "a", offset: 0xFFFF),
                "member a: expected a header before the directory at byte 143, found its place as byte 65535"
            ),
        ])
    func members(member: ZipBuilder.Member, message: String) throws { try expect(message, Self.with(member)) }

    @Test("members that share bytes are refused")
    func overlap() throws {
        // A member whose content is another one with its header.
        let inner = ZipBuilder.Member(name: "b", content: [7])
        let local: [UInt8] =
            [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 4) + [
                1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0,
            ]
            + [UInt8(ascii: "b"), 7]
        let outer = ZipBuilder.Member(name: "a", content: local)
        var lying = inner
        lying.offset = 31
        try expect(
            "member b: expected bytes of its own from byte 63 on, found ones from byte 31 on, which another member has",
            ZipBuilder(members: [outer, lying]))
    }

    @Test("damaged content is found by its checksum")
    func checksum() throws {
        try expect(
            "member config.json: expected bytes with the checksum 00000001, found 061a79d0: the file is damaged; fetch it again",
            ZipBuilder(members: [
                Self.metadata, ZipBuilder.Member(name: "config.json", content: Array("{} ".utf8), checksum: 1),
            ]))
    }

    @Test("an archive without its end, or with another number of members, is refused")
    func ends() throws {
        let path = folder.path("model.keras")
        try ZipBuilder(members: [Self.metadata]).write(to: path)
        let bytes = try Data(contentsOf: URL(filePath: path))
        try bytes.dropLast(10).write(to: URL(filePath: path))
        #expect(
            throws: KerasError.archive(
                file: path, place: nil, expected: "a whole ZIP archive",
                found: "no directory at its end: the file is cut short")
        ) { try Model(path) }
        var archive = ZipBuilder(members: [Self.metadata])
        archive.declaredCount = 2
        try expect("expected at most 16384 members, found 2 declared", archive)
        archive.declaredCount = 0
        try expect("expected 0 entries in the directory, found more bytes behind them", archive)
    }

    @Test("an archive of something else says what it holds")
    func others() throws {
        try expect(
            "expected a model that Keras saved with model.save() (attribute model_config), found an empty archive",
            ZipBuilder(members: []))
        try expect(
            "expected a model that Keras saved with model.save() (attribute model_config), "
                + "found an archive with word/document.xml and no config.json",
            ZipBuilder(members: [ZipBuilder.Member(name: "word/document.xml")]))
        try expect(
            "expected a member metadata.json, which tells the version of Keras, found none",
            ZipBuilder(members: [Self.configuration]))
        try expect(
            "member config.json: expected an object with class_name and config, found {}",
            ZipBuilder(members: [Self.metadata, Self.configuration]))
    }

    @Test("sizes beyond 32 bits are read where they stand, and a comment is passed over")
    func zip64() throws {
        var archive = ZipBuilder(members: [Self.metadata, Self.configuration], comment: [1, 2, 3])
        archive.usesZip64 = true
        try expect("member config.json: expected an object with class_name and config, found {}", archive)
    }

    @Test("weights in NumPy's format are refused with what to do")
    func pickles() throws {
        let configuration = ZipBuilder.Member(
            name: "config.json",
            content: Array(
                #"""
                {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "InputLayer", "config": {"name": "i", 
                "batch_shape": [null, 2]}}, {"class_name": "Dense", "config": {"name": "d", "units": 1, "trainable": true, "dtype": "float32"}}]}}
                """#.utf8))
        try expect(
            "member model.weights.npz: expected weights in HDF5 (model.weights.h5), found NumPy's format, which holds Python "
                + "objects; save the model anew with weights_format=\"h5\"",
            ZipBuilder(members: [Self.metadata, configuration, ZipBuilder.Member(name: "model.weights.npz")]))
        try expect(
            "expected a member model.weights.h5, found metadata.json, config.json",
            ZipBuilder(members: [Self.metadata, configuration]))
    }
}
