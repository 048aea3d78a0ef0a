/// What went through the channel before one part: `sent = received + dropped + inFlight`.
public struct ChannelReport: Sendable, Hashable, Codable {
    /// The part that receives from it.
    public var stage: String
    /// The parts that send to it.
    public var producers: [String]
    public var capacity: Int
    public var overflow: OverflowPolicy
    public var counts: ChannelCounts

    public init(stage: String, producers: [String], capacity: Int, overflow: OverflowPolicy, counts: ChannelCounts) {
        self.stage = stage
        self.producers = producers
        self.capacity = capacity
        self.overflow = overflow
        self.counts = counts
    }
}
