import Dataflow
import DataflowTesting
import DequeModule
import Testing

@Suite("Channel state machine")
struct ChannelStateMachineTests {
    typealias Machine = ChannelStateMachine<Int, UInt64, UInt64>

    @Test("a million random events do what the array model does", arguments: OverflowPolicy.allCases, [1, 2, 3, 8])
    func agreesWithModel(overflow: OverflowPolicy, capacity: Int) {
        for seed in UInt64(0)..<64 {
            var walk = RandomWalk(seed: seed, capacity: capacity, overflow: overflow)
            for step in 0..<1000 {
                if let difference = walk.step() {
                    Issue.record("\(overflow), capacity \(capacity), seed \(seed), step \(step): \(difference)")
                    return
                }
            }
        }
    }
}

/// Does the same random events to the state machine and to the model.
struct RandomWalk {
    typealias Machine = ChannelStateMachineTests.Machine

    private var random: SeededRandom
    private var machine: Machine
    private var model: ChannelModel
    private var nextElement = 0
    /// What was taken ahead and may be given back.
    private var held: [Int] = []

    init(seed: UInt64, capacity: Int, overflow: OverflowPolicy) {
        random = SeededRandom(seed: seed)
        machine = Machine(capacity: capacity, overflow: overflow)
        model = ChannelModel(capacity: capacity, overflow: overflow)
    }

    /// One event; what differed, if anything did.
    mutating func step() -> String? {
        let event = Int.random(in: 0..<1000, using: &random)
        let difference =
            switch event {
            case 0..<420: send()
            case 420..<760: receive()
            case 760..<820: cancel()
            case 820..<880: take()
            case 880..<960: takeAhead()
            case 960..<997: giveBack()
            default: end(failing: event == 999)
            }
        if let difference { return difference }
        return machine.counts == model.currentCounts ? nil : "counts: expected \(model.currentCounts), found \(machine.counts)"
    }

    private mutating func send() -> String? {
        nextElement += 1
        let action = machine.send(nextElement)
        guard case .wait(let id) = action else { return compare("send", model.send(nextElement, as: 0), outcome(action)) }
        return compare("send", model.send(nextElement, as: id), outcome(machine.send(nextElement, as: id, id: id)))
    }

    private func outcome(_ action: Machine.SendAction) -> ChannelModel.Outcome {
        switch action {
        case .stored: .stored
        case .deliver(let receiver, let ordinal): .delivered(receiver: receiver, ordinal: ordinal)
        case .dropped(let element): .dropped(element)
        case .wait, .waiting: .waits
        case .finished: .finished
        case .failed: .failed
        }
    }

    private mutating func receive() -> String? {
        let action = machine.receive()
        guard case .wait(let id) = action else { return compare("receive", model.receive(as: 0), outcome(action)) }
        return compare("receive", model.receive(as: id), outcome(machine.receive(as: id, id: id)))
    }

    private func outcome(_ action: Machine.ReceiveAction) -> ChannelModel.Outcome {
        switch action {
        case .take(let element, let ordinal, let sender): .took(element, ordinal: ordinal, resumed: sender.map { [$0] } ?? [])
        case .wait, .waiting: .waits
        case .finished: .finished
        case .failed: .failed
        }
    }

    private mutating func cancel() -> String? {
        if let sender = model.waitingSenders.randomElement(using: &random) {
            return compare("cancel send", model.cancelSend(sender), machine.cancelSend(id: sender) == sender)
        }
        let receiver = model.receivers.randomElement(using: &random) ?? UInt64.max
        return compare("cancel receive", model.cancelReceive(receiver), machine.cancelReceive(id: receiver) == receiver)
    }

    private mutating func take() -> String? {
        let limit = Int.random(in: 1...4, using: &random)
        var taken = Deque<Int>()
        let resumed = machine.take(upTo: limit, into: &taken)
        let expected = model.take(upTo: limit)
        return compare("take", expected.taken, Array(taken)) ?? compare("take: resumed", expected.resumed, resumed)
    }

    private mutating func takeAhead() -> String? {
        // A lease is for the only receiver of a channel that blocks.
        guard model.overflow == .block, model.receivers.isEmpty else { return nil }
        let limit = Int.random(in: 1...4, using: &random)
        var taken = Deque<Int>()
        let resumed = machine.takeAhead(upTo: limit, into: &taken)
        let expected = model.takeAhead(upTo: limit)
        held = Array(taken)
        return compare("take ahead", expected.taken, held) ?? compare("take ahead: resumed", expected.resumed, resumed)
    }

    private mutating func giveBack() -> String? {
        guard model.leased > 0, model.receivers.isEmpty else { return nil }
        let back = Array(held.suffix(Int.random(in: 0..<held.count, using: &random)))
        held = []
        return compare("give back: resumed", model.giveBack(back), machine.giveBack(Deque(back)))
    }

    private mutating func end(failing: Bool) -> String? {
        let waiting = failing ? machine.fail(InjectedEnd()) : machine.finish()
        let expected = model.end(failing: failing)
        return compare("end: senders", expected.senders, waiting.senders)
            ?? compare("end: receivers", expected.receivers, waiting.receivers)
    }

    private func compare<Value: Equatable>(_ event: String, _ expected: Value, _ found: Value) -> String? {
        expected == found ? nil : "\(event): expected \(expected), found \(found)"
    }
}

private struct InjectedEnd: Error {}
