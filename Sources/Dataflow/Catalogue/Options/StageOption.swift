/// An option of a stage: its name, type, default and meaning in one value.
///
/// The stage declares it once; the same value then describes the option in `framerill stages` and reads it:
///
/// ```swift
/// let model = StageOption("model", .path, "the Keras .h5 file")
/// let batch = StageOption("batch", .integer(in: 1...64), default: 1, "how many frames are inferred at once")
/// let classes = StageOption(optional: "classes", .path, "a file with one class name a line")
/// ```
public struct StageOption<Value: Sendable>: Sendable, DescribedOption {
    public let name: String
    public let type: OptionType<Value>
    /// Nil where the option must be given.
    public let defaultValue: Value?
    public let description: OptionDescription

    /// An option that must be given.
    public init(_ name: String, _ type: OptionType<Value>, _ meaning: String) {
        self.name = name
        self.type = type
        defaultValue = nil
        description = OptionDescription(name: name, type: type.description, defaultText: nil, meaning: meaning)
    }

    /// An option with a default.
    public init(_ name: String, _ type: OptionType<Value>, default defaultValue: Value, _ meaning: String) {
        self.name = name
        self.type = type
        self.defaultValue = .some(defaultValue)
        description = OptionDescription(
            name: name, type: type.description, defaultText: type.show(defaultValue), meaning: meaning)
    }

    /// An option that may be absent; `absent` says what then holds ("all classes"), and stands in the place of a default.
    public init<Wrapped>(optional name: String, _ type: OptionType<Wrapped>, absent: String = "none", _ meaning: String)
    where Value == Wrapped? {
        self.name = name
        self.type = .optional(type)
        defaultValue = .some(nil)
        description = OptionDescription(name: name, type: type.description, defaultText: absent, meaning: meaning)
    }
}

/// What is told of an option of whatever type.
public protocol DescribedOption: Sendable {
    var description: OptionDescription { get }
}

/// An option in words.
public struct OptionDescription: Sendable, Hashable, Codable {
    public var name: String
    /// What may be written: "integer ≥ 1", "path", "one of bilinear|bicubic".
    public var type: String
    /// Nil where the option must be given.
    public var defaultText: String?
    public var meaning: String

    public init(name: String, type: String, defaultText: String?, meaning: String) {
        self.name = name
        self.type = type
        self.defaultText = defaultText
        self.meaning = meaning
    }
}
