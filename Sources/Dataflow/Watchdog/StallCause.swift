extension StallReport {
    /// Finds out what holds the run up.
    init(parts: [Part], queues: [Queue], duration: Duration) {
        let working = parts.filter { $0.isBusy }
        let busy = working.filter { $0.kind != .source }
        let waitsForRoom = parts.contains { $0.workers.contains { $0.activity == .waitingForOutput } }
        let cause: Cause
        let part: Part?
        if working.isEmpty {
            cause = .deadlock
            let stage = queues.first(where: \.isFull)?.stage
            part = parts.first { $0.name == stage } ?? parts.first { $0.isLive }
        } else if busy.isEmpty {
            cause = .idleSource
            part = working.first
        } else {
            cause = waitsForRoom && busy.allSatisfy { $0.kind == .sink } ? .slowConsumer : .stuckStage
            // Of several the one that has been at it for longest; of equals the last, which the others may wait for.
            part = busy.reversed().max { $0.longest < $1.longest }
        }
        let worker = part?.workers.filter { $0.activity == .working }.max { $0.since < $1.since }
        self.init(
            cause: cause, stage: part?.name ?? "", item: worker?.items.first, duration: duration, parts: parts, queues: queues)
    }
}

extension StallReport.Part {
    fileprivate var isBusy: Bool { workers.contains { $0.activity == .working } }
    fileprivate var isLive: Bool { workers.contains { $0.activity != .ended } }
    fileprivate var longest: Duration { workers.lazy.filter { $0.activity == .working }.map(\.since).max() ?? .zero }
}
