import Synchronization

/// Counts items and does the fault when its item comes.
final class FaultTrigger: Sendable {
    private let fault: Fault
    private let seen = Atomic(0)

    init(_ fault: Fault) {
        self.fault = fault
    }

    func pass(_ count: Int = 1) throws {
        let first = seen.add(count, ordering: .relaxed).oldValue
        if (first..<first + count).contains(fault.position) { try fault.happen() }
    }
}
