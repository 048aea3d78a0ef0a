/// The counts of a run at one moment. While the run goes on they are read one after the other, so that an item on its way
/// may be counted on one side of a link and not yet on the other.
public struct RunSnapshot: Sendable, Hashable, Codable {
    @Seconds public var elapsed: Duration
    /// How many items the source will emit, where it knows.
    public var expectedCount: Int?
    /// From the sources to the sinks.
    public var parts: [PartReport]
    /// The channel before each part but the sources.
    public var channels: [ChannelReport]
    /// What the items hold, where that is limited.
    public var memory: MemoryReport?
    /// The run was asked to stop.
    public var isStopping: Bool
    /// How long items took from their source to the sink; `nil` if none was timed.
    public var latency: LatencySummary?

    public init(
        elapsed: Duration, expectedCount: Int?, parts: [PartReport], channels: [ChannelReport], memory: MemoryReport? = nil,
        isStopping: Bool, latency: LatencySummary? = nil
    ) {
        self.elapsed = elapsed
        self.expectedCount = expectedCount
        self.parts = parts
        self.channels = channels
        self.memory = memory
        self.isStopping = isStopping
        self.latency = latency
    }

    public var emitted: Int { parts.lazy.filter { $0.kind == .source }.map(\.received).reduce(0, +) }
    public var stored: Int { parts.lazy.filter { $0.kind == .sink }.map(\.sent).reduce(0, +) }
    public var filtered: Int { parts.lazy.map(\.filtered).reduce(0, +) }
    public var dropped: Int { channels.lazy.map(\.counts.dropped).reduce(0, +) }
    /// Items at which a stage or the sink failed.
    public var failed: Int { parts.lazy.filter { $0.kind != .source }.map(\.failed).reduce(0, +) }
    /// Items that a part failed at and gave up, by its policy.
    public var skipped: Int { parts.lazy.map(\.skipped).reduce(0, +) }
    /// Items that a part failed at and wrote to a file of dead letters.
    public var deadLettered: Int { parts.lazy.map(\.deadLettered).reduce(0, +) }
    /// Items that a part dropped because their deadline had passed.
    public var late: Int { parts.lazy.map(\.late).reduce(0, +) }
    /// Copies of items for further readers.
    public var copied: Int { parts.lazy.map(\.copied).reduce(0, +) }
    /// Items that joins took up into others.
    public var merged: Int { parts.lazy.map(\.merged).reduce(0, +) }
    /// Items that sinks had from an interrupted run.
    public var storedBefore: Int { parts.lazy.filter { $0.kind == .sink }.map(\.passedOver).reduce(0, +) }
    /// Items in channels and in stages.
    public var inFlight: Int {
        parts.lazy.map(\.inFlight).reduce(0, +) + channels.lazy.map(\.counts.inFlight).reduce(0, +)
    }

    /// Emitted items that came to an end with all their copies, of whatever kind: for progress against ``expectedCount``.
    public var settled: Int {
        let ends = stored + storedBefore + filtered + dropped + late + failed + skipped + deadLettered + merged
        return max(0, ends - copied)
    }

    /// Stored items per second.
    public var rate: Double { elapsed > .zero ? Double(stored) / (elapsed / .seconds(1)) : 0 }
}
