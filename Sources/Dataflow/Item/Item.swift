/// The envelope that travels through a pipeline: identity, time and origin around one payload.
///
/// The framework owns the envelope (order, counting, tracing); a ``Transform`` sees the payload alone.
public struct Item<Payload: Sendable>: Sendable {
    public let id: ItemID
    /// When the payload was made, counted from the start of its source; `nil` where the source has no clock.
    public let timestamp: Duration?
    /// When the item stops being of use, on the run's clock. (An instant of a generic clock in here would make each copy of an item
    /// several calls; measured: a quarter of the time of an empty stage.)
    public let deadline: Duration?
    /// The file or address the payload came from, shown in errors, drops and skips.
    public let origin: String?
    public var payload: Payload
    /// The item's number among all that entered the stage it is in; keeps the order among workers.
    @usableFromInline package var place: Int
    @usableFromInline package var companions: ItemCompanions?
    @usableFromInline var stamp = EmissionStamp.none

    @inlinable
    public init(
        id: ItemID, timestamp: Duration? = nil, deadline: Duration? = nil, origin: String? = nil, payload: Payload
    ) {
        self.id = id
        self.timestamp = timestamp
        self.deadline = deadline
        self.origin = origin
        self.payload = payload
        self.place = 0
        companions = nil
    }

    @inlinable
    init(_ payload: Payload, in envelope: Item<some Sendable>) {
        id = envelope.id
        timestamp = envelope.timestamp
        deadline = envelope.deadline
        origin = envelope.origin
        self.payload = payload
        place = envelope.place
        companions = envelope.companions
        stamp = envelope.stamp
    }

    /// The same envelope around another payload.
    @inlinable
    public func with<Other>(_ payload: Other) -> Item<Other> {
        Item<Other>(payload, in: self)
    }
}
