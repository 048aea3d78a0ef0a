/// Where a source puts what it emits.
public final class SourceOutlet<Payload: Sendable> {
    @usableFromInline let source: String
    @usableFromInline let channel: ChannelStorage<Item<Payload>>
    @usableFromInline let ledger: WorkerLedger
    @usableFromInline let stop: StopFlag
    /// The number of the next item.
    @usableFromInline var index = 0

    package init(source: String, channel: BoundedChannel<Item<Payload>>, ledger: WorkerLedger, stop: StopFlag) {
        self.source = source
        self.channel = channel.storage
        self.ledger = ledger
        self.stop = stop
    }

    /// The identity that the next emission will get.
    public var nextID: ItemID { ItemID(source: source, index: index) }

    /// Numbers a payload and hands it on; waits while the channel behind is full.
    ///
    /// - Throws: `CancellationError` when the run is stopping, has failed or was cancelled; the emission did not happen then.
    ///   The source lets the error through and is not blamed for it.
    @inlinable
    nonisolated(nonsending) public func send(_ emission: Emission<Payload>) async throws {
        if stop.isSet { throw CancellationError() }
        let item = Item(
            id: ItemID(source: source, index: index), timestamp: emission.timestamp, origin: emission.origin,
            payload: emission.payload)
        do {
            if let id = try channel.offer(item) {
                ledger.beginWaiting(for: .output)
                defer { ledger.endWaiting(for: .output) }
                try await channel.wait(toSend: item, id: id)
            }
        } catch {
            throw CancellationError()
        }
        index += 1
        ledger.addPassed()
    }
}
