import Synchronization

/// What has arrived at a join and waits for its partners: bounded, shared by all who send to the join.
final class JoinWindow: Sendable {
    private struct Input {
        var sent = 0
        var arrived = 0
        var isFinished = false
        var hasEnded: Bool { isFinished && arrived == sent }
    }

    private struct State {
        var machine: any JoinMachine
        var inputs: [Input]
    }

    private let state: Mutex<State>
    /// The places. Copies of one item take one between them, from where they part; items of several sources one each, out of as many
    /// for each input.
    private let permits: [PlacePermits]
    private let isByItem: Bool
    /// Something has changed since the join looked last.
    private let changed = BoundedChannel<Void>(capacity: 1, overflow: .dropNewest)

    init(_ rule: JoinRule, inputs: Int, capacity: Int) {
        let machine: any JoinMachine
        switch rule {
        case .item:
            machine = ItemJoinMachine(inputs: inputs)
            permits = [PlacePermits(count: capacity)]
            isByItem = true
        case .time(let within):
            machine = TimeJoinMachine(inputs: inputs, within: within)
            permits = (0..<inputs).map { _ in PlacePermits(count: capacity) }
            isByItem = false
        }
        state = Mutex(State(machine: machine, inputs: Array(repeating: Input(), count: inputs)))
    }
}

// MARK: Those who send

extension JoinWindow {
    /// An item parts: waits for a place. Its copies carry the ticket.
    func open(_ item: ItemID, join: Int, _ ledger: WorkerLedger) async throws -> JoinTicket {
        try await permits[0].enter(ledger)
        return JoinTicket(join: join, number: state.withLock { $0.machine.begin() }, window: self)
    }

    /// An item is about to be sent to the join; waits for a place, unless it got one where it parted.
    func admit(input: Int, _ ledger: WorkerLedger) async throws {
        if !isByItem { try await permits[input].enter(ledger) }
        state.withLock { $0.inputs[input].sent += 1 }
    }

    func finish(input: Int) {
        state.withLock { state in
            state.inputs[input].isFinished = true
            if state.inputs[input].hasEnded { state.machine.end(input: input) }
        }
        _ = changed.offer(())
    }

    func resolve(_ number: Int) {
        state.withLock { $0.machine.resolve(number) }
        _ = changed.offer(())
    }
}

// MARK: The join

extension JoinWindow {
    /// - Throws: ``DataflowError/lostEnvelope(_:stage:)`` where the copy of an item came without its ticket.
    func arrive(_ item: Item<JoinArrival>, join: Int, stage: String) throws {
        let arrival = item.payload
        let ticket = item.companions?.tickets.first { $0.join == join }
        if isByItem, ticket == nil { throw DataflowError.lostEnvelope(item.id, stage: stage) }
        var joined = item.with(arrival.payload)
        joined.companions = item.companions?.without(join: join)
        state.withLock { state in
            state.machine.arrive(joined, input: arrival.input, number: ticket?.number ?? 0)
            state.inputs[arrival.input].arrived += 1
            if state.inputs[arrival.input].hasEnded { state.machine.end(input: arrival.input) }
        }
        _ = changed.offer(())
    }

    /// What to do next; waits until there is something.
    func next(_ ledger: WorkerLedger) async throws -> JoinStep {
        while true {
            let step = state.withLock { $0.machine.next() }
            switch step {
            case .join(let items):
                if isByItem {
                    permits[0].leave(1)
                } else {
                    for (input, item) in items.enumerated() where item != nil { permits[input].leave(1) }
                }
                return step
            case .giveUp(_, let input, _):
                permits[input].leave(1)
                return step
            case .over: return step
            case .wait:
                ledger.beginWaiting(for: .input)
                defer { ledger.endWaiting(for: .input) }
                _ = try await changed.receive()
            }
        }
    }
}

// MARK: The watchdog

extension JoinWindow {
    /// Its places, and the join that waits for something to change.
    func sight(of stage: String) -> [RunSight.Queue] {
        var places = permits.map { $0.sight(.joinWindow, of: stage) }
        places[0].receivers += changed.storage.waiting.receivers
        return places
    }
}

/// What is sent to a join: a payload and the input by which it comes.
struct JoinArrival: Sendable {
    let input: Int
    let payload: any Sendable
}
