import Synchronization

/// One part of a run: the work of its workers and what to do when they are through.
final class PartJob: Sendable {
    let kind: PartReport.Kind
    let settings: StageSettings
    let ledgers: [WorkerLedger]
    /// By worker.
    private let work: [@Sendable (WorkerLedger) async throws -> Void]
    /// Called by the last worker after all of them ended in order.
    private let finish: @Sendable () async throws -> Void
    private let abandon: @Sendable () async -> Void
    /// Whether the run goes on when the part fails; those behind it then hear of its end.
    let isExpendable: Bool
    private let remaining: Atomic<Int>
    private let hasFinished = Atomic(false)

    /// A part whose workers all do the same.
    convenience init(
        _ kind: PartReport.Kind, _ settings: StageSettings, isExpendable: Bool = false,
        work: @escaping @Sendable (WorkerLedger) async throws -> Void,
        finish: @escaping @Sendable () async throws -> Void, abandon: @escaping @Sendable () async -> Void = {}
    ) {
        self.init(
            kind, settings, isExpendable: isExpendable, work: Array(repeating: work, count: settings.workers), finish: finish,
            abandon: abandon)
    }

    init(
        _ kind: PartReport.Kind, _ settings: StageSettings, isExpendable: Bool = false,
        work: [@Sendable (WorkerLedger) async throws -> Void],
        finish: @escaping @Sendable () async throws -> Void, abandon: @escaping @Sendable () async -> Void = {}
    ) {
        self.kind = kind
        self.settings = settings
        self.isExpendable = isExpendable
        self.work = work
        self.finish = finish
        self.abandon = abandon
        ledgers = work.map { _ in WorkerLedger() }
        remaining = Atomic(work.count)
    }

    /// Tells observers of its workers' spans. Called before they begin.
    func observe(_ events: RunEvents) {
        for (worker, ledger) in ledgers.enumerated() {
            if let listener = events.listener(stage: settings.name, worker: worker) { ledger.timer.observe(listener) }
        }
    }

    /// The whole life of one worker, up to and including the end of the part if it is the last one.
    func runWorker(_ index: Int) async -> WorkerEnding {
        let ledger = ledgers[index]
        ledger.begin()
        defer { ledger.end() }
        do {
            try await work[index](ledger)
            if remaining.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
                hasFinished.store(true, ordering: .relaxed)
                try await finish()
            }
            return .ended
        } catch {
            // Whatever a cancelled worker throws is an echo of the cancelling.
            if Task.isCancelled { return .cancelled }
            if isExpendable {
                hasFinished.store(true, ordering: .relaxed)
                try? await finish()
            }
            return .failed(self, error as? WorkerFailure ?? WorkerFailure(item: nil, origin: nil, cause: error))
        }
    }

    /// Called once, after the run, if it did not end in order.
    func abandonUnlessFinished() async {
        if !hasFinished.load(ordering: .relaxed) { await abandon() }
    }
}

/// How a worker's task came to its end.
enum WorkerEnding: Sendable {
    case ended
    case cancelled
    case failed(PartJob, WorkerFailure)
    /// Not a worker: the run was asked to leave at once.
    case cancelRequested
    /// Not a worker: nobody asked for anything.
    case nothing
}
