import Foundation

/// A model's configuration in a file of its own, as `model.to_json()` gives it.
enum ConfigurationText {
    /// No configuration comes near it.
    private static let most = 256 << 20

    /// The text at `path`, nil when what lies there doesn't begin as a JSON object does.
    static func read(_ path: String) throws -> String? {
        guard let file = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? file.close() }
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        guard let start = try? file.read(upToCount: 4096), start.first(where: { !blanks.contains($0) }) == UInt8(ascii: "{")
        else {
            return nil
        }
        let rest = try file.read(upToCount: most) ?? Data()
        guard let text = String(validating: start + rest, as: UTF8.self), rest.count < most else {
            throw KerasError.notAModel(file: path, found: "text that isn't UTF-8, or is longer than \(most) bytes")
        }
        return text
    }

    /// What `to_json()` notes beside class and configuration. Keras 3 notes no version, but the module of each class, which
    /// Keras 2 does inside alone.
    static func version(of text: String, _ path: String) throws -> KerasVersion {
        let value = try JSONParser.parse(text, file: path, place: "text")
        if let version = value[key: "keras_version"]?.text { return KerasVersion(version) }
        return value[key: "module"] != nil && value[key: "registered_name"] != nil ? .unrecordedKeras3 : .unrecorded
    }
}
