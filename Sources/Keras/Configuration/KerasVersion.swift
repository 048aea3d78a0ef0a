/// The version of Keras that wrote a file, as its attribute `keras_version` says: `2.0.5`, `2.2.4-tf`, `3.15.1`.
public struct KerasVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let major: Int
    public let minor: Int
    public let patch: Int
    /// The attribute's own text, also what stands behind the numbers.
    public let description: String

    /// Files of Keras 1 carry no version beside their weights; Keras 2 takes such files for version 1 too.
    public static let unrecorded = KerasVersion("1")

    /// What `to_json()` of Keras 3 wrote, which notes no version: taken for the newest.
    static let unrecordedKeras3 = KerasVersion(major: 3, minor: .max, patch: 0, description: "3")

    private init(major: Int, minor: Int, patch: Int, description: String) {
        (self.major, self.minor, self.patch, self.description) = (major, minor, patch, description)
    }

    public init(_ text: String) {
        let numbers = text.prefix { $0 != "-" }.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
        major = numbers.first ?? 0
        minor = numbers.count > 1 ? numbers[1] : 0
        patch = numbers.count > 2 ? numbers[2] : 0
        description = text
    }

    public static func < (left: KerasVersion, right: KerasVersion) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }

    public static func == (left: KerasVersion, right: KerasVersion) -> Bool {
        (left.major, left.minor, left.patch) == (right.major, right.minor, right.patch)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(major)
        hasher.combine(minor)
        hasher.combine(patch)
    }
}

extension KerasVersion {
    /// Whether it is the Keras inside of TensorFlow, which from 2.4 on was the only one of Keras 2.
    var isTensorFlow: Bool { description.contains("-tf") || self >= KerasVersion("2.4.0") }
}

extension KerasVersion: Codable {
    public init(from decoder: any Decoder) throws { self.init(try decoder.singleValueContainer().decode(String.self)) }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
