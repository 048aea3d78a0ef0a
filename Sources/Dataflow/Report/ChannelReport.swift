/// What went through the channel before one part: `sent = received + dropped + inFlight`.
public struct ChannelReport: Sendable, Hashable, Codable {
    /// The part that receives from it.
    public var stage: String
    public var capacity: Int
    public var overflow: OverflowPolicy
    public var counts: ChannelCounts

    public init(stage: String, capacity: Int, overflow: OverflowPolicy, counts: ChannelCounts) {
        self.stage = stage
        self.capacity = capacity
        self.overflow = overflow
        self.counts = counts
    }
}
