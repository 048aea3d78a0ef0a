/// What one part of a pipeline did: `received = sent + merged + filtered + late + failed + skipped + deadLettered + passedOver +
/// inFlight` (of a source, what is passed over was never received).
public struct PartReport: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable {
        case source
        case stage
        case join
        case sink
    }

    public var kind: Kind
    public var name: String
    public var workers: Int
    /// Items given to the part; for a source, those it emitted, be it that they were given up at once.
    public var received: Int
    /// Items that the part handed on; for a sink, those it stored.
    public var sent: Int
    /// Copies of these for further readers.
    public var copied: Int
    /// Items that a join took up into others: of three that become one, two.
    public var merged: Int
    /// Items for which the part returned nothing, or that nobody behind it takes.
    public var filtered: Int
    /// Items at which the part failed.
    public var failed: Int
    /// Items at which the part failed and that it gave up, by the policy `skip`.
    public var skipped: Int
    /// Items at which the part failed and that it wrote to a file of dead letters.
    public var deadLettered: Int
    /// Items that the part dropped because their deadline had passed.
    public var late: Int
    /// Further attempts at items, all added up.
    public var retried: Int
    /// Items of a source that the run was told to leave out; items of a sink that an interrupted run has stored.
    public var passedOver: Int
    /// The time its workers worked, added up. A source's own waiting, for a camera or a network, is among it.
    @Seconds public var busy: Duration
    /// The time its workers waited for items, added up.
    @Seconds public var waitingForInput: Duration
    /// The time its workers waited for room behind them, added up.
    @Seconds public var waitingForOutput: Duration
    /// How long a worker worked on an item: from getting it until it handed it on, left it out, stored or gave it up; for an item
    /// of a batch, on the batch; for a source, how long it took to make the payload. `nil` if none was timed. Items quicker than
    /// 10 µs are timed now and then.
    public var serviceTime: LatencySummary?

    public init(
        kind: Kind, name: String, workers: Int = 1, received: Int = 0, sent: Int = 0, copied: Int = 0,
        merged: Int = 0, filtered: Int = 0, failed: Int = 0,
        skipped: Int = 0, deadLettered: Int = 0, late: Int = 0, retried: Int = 0, passedOver: Int = 0, busy: Duration = .zero,
        waitingForInput: Duration = .zero, waitingForOutput: Duration = .zero, serviceTime: LatencySummary? = nil
    ) {
        self.kind = kind
        self.name = name
        self.workers = workers
        self.received = received
        self.sent = sent
        self.copied = copied
        self.merged = merged
        self.filtered = filtered
        self.failed = failed
        self.skipped = skipped
        self.deadLettered = deadLettered
        self.late = late
        self.retried = retried
        self.passedOver = passedOver
        self.busy = busy
        self.waitingForInput = waitingForInput
        self.waitingForOutput = waitingForOutput
        self.serviceTime = serviceTime
    }

    /// Items that the part still had. For a source the item it failed at was never emitted, so that nothing remains.
    public var inFlight: Int {
        kind == .source ? 0 : received - sent - merged - filtered - late - failed - skipped - deadLettered - passedOver
    }

    /// The share of its workers' time in which they worked, 0 to 1.
    public var utilisation: Double {
        let whole = busy + waitingForInput + waitingForOutput
        return whole > .zero ? busy / whole : 0
    }
}
