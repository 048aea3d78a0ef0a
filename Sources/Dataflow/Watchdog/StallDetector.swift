/// Tells from sights of a run, taken one after the other, whether it moves; without clocks and tasks.
package struct StallDetector {
    package enum Action: Equatable {
        case nothing
        /// Nothing has moved for long enough to be told.
        case stalled(StallReport)
        /// What was told is over.
        case movingAgain(StallReport)
        /// Nothing moves, and the run is to end.
        case end(StallReport)
    }

    private let patience: Duration?
    private let ends: Bool
    private let interval: Duration
    /// The time that was watched: of a longer gap between two looks, as when the computer slept, only a part counts.
    private var time = Duration.zero
    private var last: (sight: RunSight, moment: Duration)?
    /// Since when each worker of each part has looked the same.
    private var since: [[Duration]] = []
    private var quietSince = Duration.zero
    private var told: StallReport?

    /// - Parameters:
    ///   - patience: For how long nothing may move; `nil` to look for deadlocks alone.
    ///   - ends: Whether the run is to end when nothing moves. A deadlock ends it in any case.
    ///   - interval: How often it is looked.
    package init(patience: Duration?, ends: Bool, interval: Duration) {
        self.patience = patience
        self.ends = ends
        self.interval = interval
    }

    package mutating func look(_ sight: RunSight, at moment: Duration) -> Action {
        defer { self.last = (sight, moment) }
        guard let last else {
            since = sight.parts.map { $0.workers.map { _ in .zero } }
            return .nothing
        }
        time += min(moment - last.moment, interval * 2)
        for (part, workers) in since.indices.map({ ($0, sight.parts[$0].workers) }) {
            for worker in workers.indices where workers[worker] != last.sight.parts[part].workers[worker] {
                since[part][worker] = time
            }
        }
        guard sight == last.sight else {
            let quiet = time - quietSince
            quietSince = time
            guard var over = told else { return .nothing }
            told = nil
            (over.isOver, over.duration) = (true, quiet)
            return .movingAgain(over)
        }
        if sight.isDeadlocked { return .end(report(sight)) }
        if sight.hasTimer {
            // It will move by itself.
            quietSince = time
            return .nothing
        }
        guard let patience, told == nil, !sight.live.isEmpty, time - quietSince >= patience else { return .nothing }
        let report = report(sight)
        told = report
        return ends ? .end(report) : .stalled(report)
    }

    private func report(_ sight: RunSight) -> StallReport {
        let parts = zip(sight.parts, since).map { part, since in
            StallReport.Part(
                kind: part.kind, name: part.name,
                workers: zip(part.workers, since).map { StallReport.Worker($0, since: time - $1) })
        }
        return StallReport(parts: parts, queues: sight.queues.map(\.queue), duration: time - quietSince)
    }
}

extension StallReport.Worker {
    fileprivate init(_ worker: RunSight.Worker, since: Duration) {
        let activity: Activity =
            switch worker.activity {
            case .starting, .working: .working
            case .waitingForInput: .waitingForInput
            case .waitingForOutput: .waitingForOutput
            case .ended: .ended
            }
        let hasItems = activity == .working || activity == .waitingForOutput
        self.init(activity, items: hasItems ? worker.items : [], since: since)
    }
}
