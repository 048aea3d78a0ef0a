extension Inlet {
    /// Waits for more items of a batch, until it is full, the input is over, or `wait` has passed.
    ///
    /// Never throws for a cancellation: what was received is in the batch, and the next send or receive notices.
    @usableFromInline
    nonisolated(nonsending) func fill(
        _ items: inout [Item<Payload>], upTo limit: Int, within wait: Duration
    ) async throws {
        let deadline = clock.now() + wait
        while items.count < limit {
            // With the window full of results, more items would wait in vain.
            if let permits, try permits.enterMore(1) == 0 { return }
            let received: (element: Item<Payload>, ordinal: Int)?
            switch try channel.poll() {
            case .element(let element, let ordinal): received = (element, ordinal)
            case .finished: received = nil
            case .wait(let id):
                ledger.beginWaiting(for: .input)
                defer { ledger.endWaiting(for: .input) }
                received = try await receive(waitingAs: id, until: deadline)
            }
            guard let received else {
                permits?.leave(1)
                return
            }
            items.append(accept(received.element, received.ordinal))
        }
    }

    /// The next element, if it comes before the deadline and the end of the input.
    private nonisolated(nonsending) func receive(
        waitingAs id: UInt64, until deadline: Duration
    ) async throws -> (element: Item<Payload>, ordinal: Int)? {
        let (channel, clock, ledger) = (channel, clock, ledger)
        let rest = deadline - clock.now()
        guard rest > .zero else { return nil }
        return try await withThrowingTaskGroup(of: (Item<Payload>, Int)?.self) { group in
            group.addTask {
                // A cancelled receive takes no element.
                do { return try await channel.receive(waitingAs: id) } catch is CancellationError { return nil }
            }
            group.addTask {
                try? await clock.sleep(rest, of: ledger)
                return nil
            }
            var found: (Item<Payload>, Int)?
            while let result = try await group.next() {
                found = found ?? result
                group.cancelAll()
            }
            return found
        }
    }
}
