/// What a run did, from start to end.
///
/// The law of conservation holds for every run, also for one that failed:
/// `emitted + copied = stored + filtered + dropped + late + skipped + dead-lettered + failed + merged + in flight`. (Items are copied
/// where several parts read them and merged where a join takes several up into one; a sink may have some from an interrupted run.)
/// ``imbalances`` checks it by stage, by channel and by link.
public struct RunReport: Sendable, Hashable, Codable {
    public enum Ending: String, Sendable, Codable {
        /// The source came to its end and every item was dealt with.
        case finished
        /// The run was asked to stop; every item emitted before was dealt with.
        case stopped
        /// The run was cancelled and left items in flight.
        case cancelled
        /// A part failed and ended the run.
        case failed
    }

    /// Which part failed, at which item, and why.
    public struct Failure: Sendable, Hashable, Codable {
        public var stage: String
        public var item: ItemID?
        public var origin: String?
        public var message: String

        public init(stage: String, item: ItemID?, origin: String?, message: String) {
            self.stage = stage
            self.item = item
            self.origin = origin
            self.message = message
        }
    }

    public var ending: Ending
    public var failure: Failure?
    /// The counts at the end.
    public var counts: RunSnapshot
    /// Items that were dropped, filtered or given up, the first thousand of each kind; ``RunSnapshot`` counts all.
    public var losses: [Loss]
    /// Items that the run was told to work on and that no source has.
    public var missing: [ItemID]
    /// When nothing moved for long, see ``RunWatch``: the first hundred times.
    public var stalls: [StallReport]
    /// What was on its way when the run ended before its time.
    public var stranded: [StrandedItems]

    public init(
        ending: Ending, failure: Failure? = nil, counts: RunSnapshot, losses: [Loss] = [], missing: [ItemID] = [],
        stalls: [StallReport] = [], stranded: [StrandedItems] = []
    ) {
        self.ending = ending
        self.failure = failure
        self.counts = counts
        self.losses = losses
        self.missing = missing
        self.stalls = stalls
        self.stranded = stranded
    }

    public var stopped: Bool { ending == .stopped }
    public var elapsed: Duration { counts.elapsed }
    public var parts: [PartReport] { counts.parts }
    public var channels: [ChannelReport] { counts.channels }
    public var emitted: Int { counts.emitted }
    public var copied: Int { counts.copied }
    public var merged: Int { counts.merged }
    public var stored: Int { counts.stored }
    public var filtered: Int { counts.filtered }
    public var dropped: Int { counts.dropped }
    public var failed: Int { counts.failed }
    public var late: Int { counts.late }
    public var skipped: Int { counts.skipped }
    public var deadLettered: Int { counts.deadLettered }
    public var inFlight: Int { counts.inFlight }
    /// Stored items per second.
    public var rate: Double { counts.rate }

    /// The part of this name.
    public func part(_ name: String) -> PartReport? { parts.first { $0.name == name } }
    /// The channel before the part of this name.
    public func channel(before name: String) -> ChannelReport? { channels.first { $0.stage == name } }
}
