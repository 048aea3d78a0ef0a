extension ChannelStorage {
    /// Sends, and counts the time until there is room as waiting for output.
    ///
    /// - Throws: `CancellationError` for whatever kept the element from being sent: a part that fails ends the channel, and those who
    ///   send to it are not to blame.
    @inlinable @inline(__always)
    nonisolated(nonsending) func pass(_ element: Element, _ ledger: WorkerLedger) async throws {
        do {
            guard let id = try offer(element) else { return }
            ledger.beginWaiting(for: .output)
            defer { ledger.endWaiting(for: .output) }
            try await wait(toSend: element, id: id)
        } catch {
            throw CancellationError()
        }
    }
}
