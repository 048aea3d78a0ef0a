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
    /// In words, for messages and graphs: "height × width × channel, RGB from 0 to 1".
    public var detail: String
    /// The stage that wrote it; filled by the checker.
    public internal(set) var writer: String = ""

    public init(_ name: SlotName, shape: [Int?]? = nil, detail: String = "") {
        self.name = name
        self.shape = shape
        self.detail = detail
    }

    /// `320 × 320 × 3`, with `?` for an unknown side; empty where there is no shape.
    public var shapeText: String {
        shape.map { $0.map { $0.map(String.init) ?? "?" }.joined(separator: " × ") } ?? ""
    }
}
