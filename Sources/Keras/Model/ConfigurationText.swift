/// A model's configuration in a file of its own: what `model.to_json()` gives, that text as a string of JSON once more
/// (`json.dump(model.to_json(), file)`), or `model.get_config()` alone.
package enum ConfigurationText {
    /// No configuration comes near it.
    private static let most = 256 << 20

    /// The text at `path`, nil when what lies there doesn't begin as JSON does.
    package static func read(_ path: String) throws -> String? {
        guard let file = try? FileBytes(path) else { return nil }
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        guard let start = try? file.read(0..<min(4096, file.count)), let first = start.first(where: { !blanks.contains($0) })
        else { return nil }
        for key in ["backend:", "class_name:"] where start.starts(with: key.utf8) {
            throw KerasError.notAModel(file: path, found: "a configuration in YAML; what model.to_json() writes is read")
        }
        guard "{[\"".utf8.contains(first) else { return nil }
        guard file.count < most, let text = try String(validating: file.read(0..<file.count), as: UTF8.self) else {
            throw KerasError.notAModel(file: path, found: "text that isn't UTF-8, or is longer than \(most) bytes")
        }
        guard first == UInt8(ascii: "\"") else { return text }
        guard let inner = try JSONParser.parse(text, file: path, place: "text").text else { return text }
        return inner
    }

    /// What `to_json()` notes beside class and configuration. Keras 3 notes no version, but the module of each class, which
    /// Keras 2 does inside alone.
    static func version(of text: String, _ path: String) throws -> KerasVersion {
        let value = try JSONParser.parse(text, file: path, place: "text")
        if let version = value[key: "keras_version"]?.text { return KerasVersion(version) }
        return value[key: "module"] != nil && value[key: "registered_name"] != nil ? .unrecordedKeras3 : .unrecorded
    }
}
