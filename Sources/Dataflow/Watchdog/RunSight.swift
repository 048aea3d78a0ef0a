/// What a run looks like from outside: what each worker does, and what waits where.
///
/// The values are read one after the other while the workers go on, so that one sight alone may be of no moment at all. Two that
/// are equal can be trusted: all counts in them only grow, so that nothing happened between the two.
package struct RunSight: Sendable, Hashable {
    package enum Activity: Sendable, Hashable {
        case starting
        case working
        case waitingForInput
        case waitingForOutput
        case ended
    }

    package struct Worker: Sendable, Hashable {
        package var activity: Activity
        /// It waits on purpose: for its rate, before trying an item again, or for a batch to fill.
        package var hasTimer: Bool
        /// All that the worker counts.
        package var counts: [Int]
        /// The item it was given last, or the batch; empty where that is not known.
        package var items: [StallReport.Item]

        package init(
            _ activity: Activity, hasTimer: Bool = false, counts: [Int] = [], items: [StallReport.Item] = []
        ) {
            self.activity = activity
            self.hasTimer = hasTimer
            self.counts = counts
            self.items = items
        }

        package var isWaiting: Bool { activity == .waitingForInput || activity == .waitingForOutput }
    }

    package struct Part: Sendable, Hashable {
        package var kind: PartReport.Kind
        package var name: String
        package var workers: [Worker]

        package init(_ kind: PartReport.Kind, _ name: String, _ workers: [Worker]) {
            self.kind = kind
            self.name = name
            self.workers = workers
        }
    }

    /// A channel, or something else to wait in.
    package struct Queue: Sendable, Hashable {
        package var queue: StallReport.Queue
        /// How many wait in it to be let in, and how many for something to come.
        package var senders: Int
        package var receivers: Int
        /// All that it counts.
        package var counts: ChannelCounts

        package init(
            _ queue: StallReport.Queue, senders: Int = 0, receivers: Int = 0, counts: ChannelCounts = ChannelCounts()
        ) {
            self.queue = queue
            self.senders = senders
            self.receivers = receivers
            self.counts = counts
        }
    }

    package var parts: [Part]
    package var queues: [Queue]

    package init(parts: [Part], queues: [Queue]) {
        self.parts = parts
        self.queues = queues
    }
}

extension RunSight {
    /// The workers that have not ended.
    package var live: [Worker] { parts.flatMap(\.workers).filter { $0.activity != .ended } }

    package var hasTimer: Bool { live.contains(where: \.hasTimer) }

    /// Every worker stands in the queue of a channel, and nothing else could wake one.
    ///
    /// A worker that was woken and has not run yet still says that it waits, but no queue holds it any more: so it is the queues
    /// that are counted.
    package var isDeadlocked: Bool {
        let live = live
        guard !live.isEmpty, live.allSatisfy({ $0.isWaiting && !$0.hasTimer }) else { return false }
        return queues.lazy.map { $0.senders + $0.receivers }.reduce(0, +) == live.count
    }
}
