/// What went through a channel, taken at one moment: `sent = received + dropped + inFlight`.
public struct ChannelCounts: Sendable, Hashable, Codable {
    /// Elements that the channel accepted, those it dropped later included.
    public var sent = 0
    /// Elements handed to receivers.
    public var received = 0
    /// Elements lost to the overflow policy.
    public var dropped = 0
    /// Elements that wait in the channel.
    public var inFlight = 0
    /// The most slots that were ever in use at once.
    public var highWater = 0

    public init(sent: Int = 0, received: Int = 0, dropped: Int = 0, inFlight: Int = 0, highWater: Int = 0) {
        self.sent = sent
        self.received = received
        self.dropped = dropped
        self.inFlight = inFlight
        self.highWater = highWater
    }
}
