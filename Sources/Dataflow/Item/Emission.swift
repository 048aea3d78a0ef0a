/// What a source hands over: a payload and where it came from. The framework numbers it and makes it an ``Item``.
public struct Emission<Payload: Sendable>: Sendable {
    public var payload: Payload
    /// When the payload was made, counted from the start of the source.
    public var timestamp: Duration?
    /// The file or address it came from, shown in errors, drops and skips.
    public var origin: String?

    @inlinable
    public init(_ payload: Payload, timestamp: Duration? = nil, origin: String? = nil) {
        self.payload = payload
        self.timestamp = timestamp
        self.origin = origin
    }
}
