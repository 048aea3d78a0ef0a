import Synchronization

/// What is done beside the work of a run: looking whether it moves, and seeing to it that it ends when it is to end.
///
/// It runs outside of the workers' task group, so that cancelling these does not cancel it.
final class Oversight: Sendable {
    /// The moment from which on the workers are to leave.
    private struct Departure {
        var sight: RunSight
        var failure: RunReport.Failure?
    }

    private let watch: RunWatch
    private let ledger: RunLedger
    private let context: RunContext
    private let watchdog: Watchdog
    private let departure = Mutex<Departure?>(nil)
    /// Finished at the departure.
    private let leaving = BoundedChannel<Never>(capacity: 1)

    init(_ watch: RunWatch, _ ledger: RunLedger, _ context: RunContext) {
        self.watch = watch
        self.ledger = ledger
        self.context = context
        watchdog = Watchdog(watch, ledger, context.clock)
        if watch.keepsPositions {
            for worker in ledger.parts.flatMap(\.workers) { worker.position.isKept.store(true, ordering: .relaxed) }
        }
    }

    var stalls: [StallReport] { watchdog.stalls }
    var verdict: StallReport? { watchdog.verdict }

    /// What the run left behind; empty where nobody had to leave.
    var stranded: [StrandedItems] { departure.withLock { $0 }.map { ledger.stranded($0.sight) } ?? [] }

    /// Does the work of the run under oversight.
    func during<Result: Sendable>(_ work: () async -> Result) async -> Result {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in await watchdog.run { context.control.cancelRequest.finish() } }
            if let limit = watch.stopWithin { group.addTask { await self.limitStop(to: limit) } }
            if let tell = watch.onEvent { group.addTask { await self.limitLeaving(tell) } }
            let result = await work()
            group.cancelAll()
            await group.waitForAll()
            // The end of a stall may be the end of the run.
            if departure.withLock({ $0 == nil }) { watchdog.look() }
            return result
        }
    }

    /// The workers are about to be cancelled. What is noted first stands.
    func noteDeparture(failure: RunReport.Failure? = nil) {
        let sight = ledger.sight()
        departure.withLock { $0 = $0 ?? Departure(sight: sight, failure: failure) }
        leaving.finish()
    }

    private func limitStop(to limit: Duration) async {
        do {
            _ = try await context.control.deadlineRequest.receive()
            try await context.clock.sleep(limit)
        } catch { return }
        watch.onEvent?(.stopOverdue(ledger.stranded(ledger.sight())))
        context.control.cancel()
    }

    private func limitLeaving(_ tell: @Sendable (RunWatch.Event) -> Void) async {
        do {
            _ = try await leaving.receive()
            try await context.clock.sleep(watch.leaveWithin)
        } catch { return }
        let failure = departure.withLock { $0?.failure } ?? verdict.map(RunReport.Failure.init)
        tell(
            .unresponsive(
                RunReport(
                    ending: failure == nil ? .cancelled : .failed, failure: failure,
                    counts: ledger.snapshot(isStopping: context.control.isStopping), losses: context.losses.all, stalls: stalls,
                    stranded: stranded)))
    }
}

extension RunReport.Failure {
    init(_ verdict: StallReport) {
        self.init(
            stage: verdict.stage, item: verdict.item?.id, origin: verdict.item?.origin, message: "\(WatchdogError(verdict))")
    }
}
