/// How a part of a pipeline runs: everything about it that is not its own work.
public struct StageSettings: Sendable, Hashable, Codable {
    /// Where the work is done.
    public enum Threads: String, CaseIterable, Sendable, Codable {
        /// On Swift's shared pool. For work that is short or waits without blocking.
        case cooperative
        /// On a long-lived thread per worker. For C code and for anything that blocks or computes for long: on the shared pool
        /// that would hold up everything else.
        case dedicated
    }

    /// What the part is called in reports and errors; unique in its pipeline.
    public var name: String
    /// How many items are worked on at once.
    public var workers = 1
    /// How many items may wait before the part.
    public var capacity = 4
    /// What happens to one more.
    public var overflow = OverflowPolicy.block
    /// Whether several workers hand items on in the order in which they came. With one worker the order is always kept.
    public var ordered = true
    public var threads = Threads.cooperative
    /// Who gets an item that several parts read.
    public var fanOut = FanOut.copy
    /// What happens when the part fails at an item.
    public var onError = ErrorPolicy.fail
    /// How many items a second the part takes at most, or a source emits, all its workers together.
    public var rate: Double?
    /// How long after a source has emitted it an item is of use; `nil` for as long as it takes. For sources.
    public var lifetime: Duration?
    /// Whether the part drops items that are not of use any more, rather than work on them.
    public var dropsLate = false

    public init(
        name: String, workers: Int = 1, capacity: Int = 4, overflow: OverflowPolicy = .block, ordered: Bool = true,
        threads: Threads = .cooperative, onError: ErrorPolicy = .fail
    ) {
        self.name = name
        self.workers = workers
        self.capacity = capacity
        self.overflow = overflow
        self.ordered = ordered
        self.threads = threads
        self.onError = onError
    }

    /// What can't be run as it stands, a sentence each.
    package var problems: [String] {
        var problems: [String] = []
        if name.isEmpty { problems.append("a stage has an empty name: give it one") }
        if workers < 1 { problems.append("stage \"\(name)\": workers: expected at least 1, found \(workers)") }
        if onError.retries < 0 {
            problems.append("stage \"\(name)\": retry: times: expected at least 0, found \(onError.retries)")
        }
        if onError.backoff < .zero {
            problems.append("stage \"\(name)\": retry: backoff: expected at least 0, found \(onError.backoff)")
        }
        if let rate, !(rate > 0) || !rate.isFinite {
            problems.append("stage \"\(name)\": rate: expected more than 0 items a second, found \(rate)")
        }
        if let lifetime, lifetime <= .zero {
            problems.append("stage \"\(name)\": lifetime: expected more than 0, found \(lifetime)")
        }
        if capacity < 1 { problems.append("stage \"\(name)\": capacity: expected at least 1, found \(capacity)") }
        return problems
    }
}
