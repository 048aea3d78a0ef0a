/// The envelope that travels through a pipeline: identity, time and origin around one payload.
///
/// The framework owns the envelope (order, counting, tracing); a ``Transform`` sees the payload alone.
public struct Item<Payload: Sendable>: Sendable {
    public let id: ItemID
    /// When the payload was made, counted from the start of its source; `nil` where the source has no clock.
    public let timestamp: Duration?
    /// When the item stops being of use.
    public let deadline: ContinuousClock.Instant?
    /// The file or address the payload came from, shown in errors, drops and skips.
    public let origin: String?
    public var payload: Payload
    /// The item's number among all that entered the stage it is in; keeps the order among workers.
    @usableFromInline package var place: Int

    @inlinable
    public init(
        id: ItemID, timestamp: Duration? = nil, deadline: ContinuousClock.Instant? = nil, origin: String? = nil, payload: Payload
    ) {
        self.id = id
        self.timestamp = timestamp
        self.deadline = deadline
        self.origin = origin
        self.payload = payload
        self.place = 0
    }

    /// The same envelope around another payload.
    @inlinable
    public func with<Other>(_ payload: Other) -> Item<Other> {
        var item = Item<Other>(id: id, timestamp: timestamp, deadline: deadline, origin: origin, payload: payload)
        item.place = place
        return item
    }
}
