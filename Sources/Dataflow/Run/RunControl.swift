import Synchronization

/// Stops, cancels and watches one run, from anywhere.
public final class RunControl: Sendable {
    let stopFlag = StopFlag()
    /// Finished to tell everyone who waits on it.
    let stopRequest = BoundedChannel<Never>(capacity: 1)
    let cancelRequest = BoundedChannel<Never>(capacity: 1)
    /// Finished when the time begins that a stop may take.
    let deadlineRequest = BoundedChannel<Never>(capacity: 1)
    private let run = Mutex<RunLedger?>(nil)
    private let events = Mutex<RunEvents?>(nil)

    public init() {}

    /// Asks the run to stop: its source emits no more, what is on its way is dealt with, and the run ends with its report.
    ///
    /// With ``RunWatch/stopWithin`` the run is cancelled if that takes longer.
    public func stop() {
        endSources()
        deadlineRequest.finish()
    }

    /// Lets the sources emit no more; what is on its way may take the time that it takes.
    func endSources() {
        let isFirst = !stopFlag.isSet
        stopFlag.set()
        stopRequest.finish()
        if isFirst { events.withLock { $0 }?.send(.stopRequested) }
    }

    /// Asks the run to leave at once: what is on its way stays undone and is reported as in flight.
    public func cancel() {
        stop()
        cancelRequest.finish()
    }

    public var isStopping: Bool { stopFlag.isSet }

    /// The counts of this moment; `nil` before the run has begun. After its end, the final ones.
    public func snapshot() -> RunSnapshot? {
        run.withLock { $0 }?.snapshot(isStopping: isStopping)
    }

    /// A snapshot now and then, until the run is over; the last one has the final counts.
    public func snapshots(every interval: Duration) -> AsyncStream<RunSnapshot> {
        let isOver = Mutex(false)
        return AsyncStream { [self] in
            while !isOver.withLock({ $0 }) {
                do { try await Task.sleep(for: interval) } catch { return nil }
                guard let ledger = run.withLock({ $0 }) else { continue }
                // Asked before the counts are read: what is over by then has its final counts.
                isOver.withLock { $0 = ledger.isOver }
                return ledger.snapshot(isStopping: isStopping)
            }
            return nil
        }
    }

    /// What the run looks like from outside; `nil` before it has begun.
    package func sight() -> RunSight? { run.withLock { $0 }?.sight() }

    func attach(_ ledger: RunLedger, _ events: RunEvents) throws {
        try run.withLock { run in
            guard run == nil else { throw DataflowError.controlInUse }
            run = ledger
        }
        self.events.withLock { $0 = events }
    }
}
