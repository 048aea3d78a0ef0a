/// What a run looks like in which nothing moves: who waits for whom, and since when.
public struct StallReport: Sendable, Hashable, Codable {
    public enum Cause: String, Sendable, Codable {
        /// A source waits for its camera, and all else waits for input.
        case idleSource = "idle source"
        /// A sink is busy, and what stands before it waits for room.
        case slowConsumer = "slow consumer"
        /// A stage has been at the same items for all this time.
        case stuckStage = "stuck stage"
        /// Every part waits for another one, so that nothing will ever move again.
        case deadlock
    }

    public struct Item: Sendable, Hashable, Codable {
        public var id: ItemID
        /// The file or address it came from.
        public var origin: String?

        public init(_ id: ItemID, origin: String? = nil) {
            self.id = id
            self.origin = origin
        }
    }

    public struct Worker: Sendable, Hashable, Codable {
        public enum Activity: String, Sendable, Codable {
            case working
            case waitingForInput = "waiting for input"
            case waitingForOutput = "waiting for output"
            case ended
        }

        public var activity: Activity
        /// What it works on or has to hand on; for a batch several.
        public var items: [Item]
        /// For how long it has been at that.
        @Seconds public var since: Duration

        public init(_ activity: Activity, items: [Item], since: Duration) {
            self.activity = activity
            self.items = items
            self.since = since
        }
    }

    public struct Part: Sendable, Hashable, Codable {
        public var kind: PartReport.Kind
        public var name: String
        public var workers: [Worker]

        public init(kind: PartReport.Kind, name: String, workers: [Worker]) {
            self.kind = kind
            self.name = name
            self.workers = workers
        }
    }

    /// What items wait in.
    public struct Queue: Sendable, Hashable, Codable {
        public enum Kind: String, Sendable, Codable {
            /// The channel before a part.
            case channel
            /// Where the results of several workers wait for their turn.
            case orderWindow = "order window"
            /// Where items wait for their partners.
            case joinWindow = "join window"
            /// What all items of the run may weigh, in bytes.
            case memory
        }

        public var kind: Kind
        /// The part before which, or in which, it is; empty for the memory of the run.
        public var stage: String
        /// How many items are in it; those that the part behind has taken ahead of their turn keep their places.
        public var used: Int
        public var capacity: Int
        /// Whether no more is let in.
        public var isFull: Bool

        public init(_ kind: Kind = .channel, of stage: String, used: Int, capacity: Int, isFull: Bool? = nil) {
            self.kind = kind
            self.stage = stage
            self.used = used
            self.capacity = capacity
            self.isFull = isFull ?? (used >= capacity)
        }
    }

    public var cause: Cause
    /// The part to look at: the source that idles, the sink that is slow, the stage that is stuck, or in a deadlock the part at
    /// the first full channel.
    public var stage: String
    /// The item that this part has been at, where that is known; the first of a batch.
    public var item: Item?
    /// For how long nothing has moved; after the end of the stall, how long it was.
    @Seconds public var duration: Duration
    /// Whether something moved again.
    public var isOver = false
    /// From source to sink.
    public var parts: [Part]
    public var queues: [Queue]

    public init(cause: Cause, stage: String, item: Item?, duration: Duration, parts: [Part], queues: [Queue]) {
        self.cause = cause
        self.stage = stage
        self.item = item
        self.duration = duration
        self.parts = parts
        self.queues = queues
    }
}
