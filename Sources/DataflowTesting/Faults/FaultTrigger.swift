import Synchronization

/// Counts the items of a part and does the faults whose items come, in the order in which the faults are listed.
final class FaultTrigger: Sendable {
    /// What is left to the part's own loop.
    enum Consequence {
        case none
        /// Return once the item is dealt with.
        case end
        /// Hand the item on twice.
        case twice
    }

    private let faults: [Fault]
    private let seen = Atomic(0)

    init(_ faults: [Fault]) {
        self.faults = faults
    }

    /// Called with each item, or with so many that come at once.
    func pass(_ count: Int = 1) async throws -> Consequence {
        let first = seen.add(count, ordering: .relaxed).oldValue
        var consequence = Consequence.none
        for fault in faults where fault.positions.overlaps(first...first + count - 1) {
            switch fault.kind {
            case .throwing: throw InjectedFault(position: max(first, fault.positions.lowerBound))
            case .cancelling: throw CancellationError()
            case .hanging(let gate): try await gate.pass()
            case .delaying(let delay, let clock): try await clock.sleep(for: delay)
            case .endingEarly: consequence = .end
            case .duplicating: consequence = .twice
            }
        }
        return consequence
    }

    /// For a part without a loop of its own.
    func passItem() async throws {
        let consequence = try await pass()
        precondition(consequence == .none, "fault: a join, or a transform outside a run, has no loop that ends or sends twice")
    }
}
