/// The name of something that a payload can carry: `image`, `tensor`, `detections`.
public struct SlotName: RawRepresentable, Sendable, Hashable, Codable, Comparable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    public let rawValue: String
    public var description: String { rawValue }

    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    public init(stringLiteral value: String) {
        rawValue = value
    }

    public static func < (left: SlotName, right: SlotName) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What is known about a slot before the pipeline runs.
public struct Slot: Sendable, Hashable {
    public var name: SlotName
    /// The shape of what lies in it, nil in a place for a side that only the run tells; nil as a whole where there is no shape
    /// or none is known. The order of sides is the writer's to say in `detail`.
    public var shape: [Int?]?
    /// The parts of a slot that holds several things in an order, such as the outputs of a network; empty where that isn't known.
    public var parts: [Part]
    /// In words, for messages and graphs: "height × width × channel, RGB from 0 to 1".
    public var detail: String
    /// The stage that wrote it; filled by the checker.
    public internal(set) var writer: String = ""

    public init(_ name: SlotName, shape: [Int?]? = nil, parts: [Part] = [], detail: String = "") {
        self.name = name
        self.shape = shape
        self.parts = parts
        self.detail = detail
    }

    /// One of several things in a slot.
    public struct Part: Sendable, Hashable {
        public var name: String
        public var shape: [Int?]

        public init(name: String, shape: [Int?]) {
            self.name = name
            self.shape = shape
        }
    }

    /// `320 × 320 × 3`, with `?` for an unknown side, or the shapes of the parts joined by `+`; empty where neither is known.
    public var shapeText: String {
        guard let shape else { return parts.map { Self.text($0.shape) }.joined(separator: " + ") }
        return Self.text(shape)
    }

    private static func text(_ shape: [Int?]) -> String {
        shape.map { $0.map(String.init) ?? "?" }.joined(separator: " × ")
    }
}
