public import Dataflow

/// What a recording says of an item besides its payload.
public struct RecordedEnvelope: Sendable, Hashable, Codable {
    public var id: ItemID
    /// When the payload was made, by its source.
    public var timestamp: Duration?
    public var origin: String?
    /// How long after the item before it this one came to the recorder.
    public var gap: Duration

    public init(id: ItemID, timestamp: Duration? = nil, origin: String? = nil, gap: Duration = .zero) {
        self.id = id
        self.timestamp = timestamp
        self.origin = origin
        self.gap = gap
    }
}
