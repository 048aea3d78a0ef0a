import HDF5

/// A `.keras` file: an archive of the model's configuration and its variables.
struct KerasArchive: Sendable {
    private enum Member {
        static let metadata = "metadata.json"
        static let configuration = "config.json"
        static let weights = "model.weights.h5"
        static let shards = "model.weights.json"
        static let pickledWeights = "model.weights.npz"
    }

    /// A configuration of ten thousand layers takes about 10 MB.
    private static let mostText = 256 << 20

    let zip: ZipArchive
    let configuration: String
    let version: KerasVersion

    init(reading path: String) throws {
        zip = try ZipArchive(reading: path)
        guard zip.contains(Member.configuration) else {
            let names = zip.members.prefix(8).map(\.name).joined(separator: ", ")
            throw KerasError.notAModel(
                file: path, found: names.isEmpty ? "an empty archive" : "an archive with \(names) and no config.json")
        }
        configuration = try Self.text(Member.configuration, in: zip)
        guard zip.contains(Member.metadata) else {
            throw KerasError.archive(
                file: path, place: nil, expected: "a member \(Member.metadata), which tells the version of Keras", found: "none")
        }
        let metadata = try JSONParser.parse(
            Self.text(Member.metadata, in: zip), file: path, place: "member \(Member.metadata)")
        guard let version = metadata[key: "keras_version"]?.text else {
            throw KerasError.archive(
                file: path, place: "member \(Member.metadata)", expected: "keras_version", found: metadata.excerpt)
        }
        self.version = KerasVersion(version)
    }

    /// What errors call the configuration.
    var configurationPlace: String { "member \(Member.configuration)" }

    /// The variables, compared with their checksum.
    func variables() throws -> VariableGroup {
        if zip.contains(Member.weights) { return VariableGroup(root: try root(of: Member.weights)) }
        if zip.contains(Member.shards) {
            let map = try JSONParser.parse(Self.text(Member.shards, in: zip), file: zip.path, place: "member \(Member.shards)")
            return try VariableGroup(shards: map, file: zip.path, place: "member \(Member.shards)") { try root(of: $0) }
        }
        if zip.contains(Member.pickledWeights) {
            throw KerasError.archive(
                file: zip.path, place: "member \(Member.pickledWeights)", expected: "weights in HDF5 (\(Member.weights))",
                found: "NumPy's format, which holds Python objects; save the model anew with weights_format=\"h5\"")
        }
        throw KerasError.archive(
            file: zip.path, place: nil, expected: "a member \(Member.weights)",
            found: zip.members.prefix(8).map(\.name).joined(separator: ", "))
    }

    /// The root of a member in HDF5, whose bytes have the checksum that was packed with them. It is read where it lies.
    func root(of member: String) throws -> Group {
        try zip.visit(member) { _ in }
        return try zip.withSection(member) { try HDF5File(section: $0).root }
    }

    private static func text(_ member: String, in zip: ZipArchive) throws -> String {
        guard let text = String(validating: try zip.read(member, atMost: mostText), as: UTF8.self) else {
            throw KerasError.archive(file: zip.path, place: "member \(member)", expected: "text in UTF-8", found: "other bytes")
        }
        return text
    }
}

extension JSONParser {
    /// Parses a text that stands at `place` of `file`.
    static func parse(_ text: String, file: String, place: String) throws(KerasError) -> JSON {
        do throws(JSONParser.Fault) {
            return try parse(text)
        } catch {
            throw .configuration(file: file, place: "\(place), byte \(error.byte)", expected: error.expected, found: error.found)
        }
    }
}
