/// A run, as its observers may look at it.
public struct ObservedRun: Sendable {
    private let ledger: RunLedger
    private let isStopping: @Sendable () -> Bool

    init(_ ledger: RunLedger, _ control: RunControl) {
        self.ledger = ledger
        isStopping = { control.isStopping }
    }

    /// The counts of this moment.
    public func snapshot() -> RunSnapshot { ledger.snapshot(isStopping: isStopping()) }

    /// How many items wait in each channel, in the order of ``RunSnapshot/channels``. Much cheaper than a snapshot.
    public func waitingItems() -> [Int] { ledger.channels.map { $0.counts().inFlight } }
}
