/// The work of one worker on one item, or on one batch.
public struct WorkSpan: Sendable {
    public enum Outcome: String, Sendable, CaseIterable {
        /// A source handed it over.
        case emitted
        case sent
        case filtered
        case stored
        case skipped
        case deadLettered = "dead-lettered"
        case failed
        /// The part failed at it and will try again.
        case retried
        /// The run was over before the worker was done with it.
        case unfinished

        /// Whether the part's work on the item is over with it.
        var isLast: Bool { self != .retried && self != .unfinished }
    }

    public struct Item: Sendable, Hashable {
        public let id: ItemID
        /// The file or address it came from.
        public let origin: String?
    }

    public let stage: String
    /// Counted from 0.
    public let worker: Int
    /// One, or those of a batch.
    public let items: [Item]
    /// Since the run began.
    public let start: Duration
    public let duration: Duration
    /// Of a batch, that of the item that was done first.
    public let outcome: Outcome
    /// How many spans like this one it stands for: 1 where all are timed.
    public let weight: Int
}
