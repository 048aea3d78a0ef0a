import DequeModule
import Synchronization

/// Where a part's items part ways: gives each to the readers that are to have it.
@usableFromInline
final class Crossing<Payload: Sendable>: Sendable {
    struct Way: Sendable {
        let entrance: Entrance<Payload>
        /// The joins further down this way, by the parts' numbers.
        let joins: Set<Int>
    }

    /// Why an item is filtered here.
    static var refusal: String { "none of those that read from it takes the item" }

    private let ways: [Way]
    private let fanOut: FanOut
    /// The joins that collect again what parts here.
    private let forks: [(join: Int, window: JoinWindow)]
    private let turn = Atomic(0)

    init(ways: [Way], fanOut: FanOut, forks: [(join: Int, window: JoinWindow)]) {
        self.ways = ways
        self.fanOut = fanOut
        self.forks = forks
    }

    /// Hands an item on and counts it: as passed on once and as copied for each further reader, or as filtered where no reader takes
    /// it. A join that collects the copies again may have to free a place first.
    ///
    /// - Returns: whether a reader takes it.
    /// - Throws: `CancellationError` when the run has failed or was cancelled.
    func pass(_ item: Item<Payload>, _ ledger: WorkerLedger) async throws -> Bool {
        let chosen = ways(for: item.payload)
        guard !chosen.isEmpty else {
            ledger.addFiltered()
            return false
        }
        var copies = try await copies(of: item, for: chosen, ledger)
        for (position, way) in chosen.enumerated() {
            // Out of the list before it is sent: what is held here would keep the joins waiting for it.
            try await way.entrance.pass(copies.removeFirst(), ledger)
            if position == 0 { ledger.addPassed() } else { ledger.addCopied() }
        }
        return true
    }

    private func copies(
        of item: Item<Payload>, for chosen: [Way], _ ledger: WorkerLedger
    ) async throws -> Deque<Item<Payload>> {
        var tickets = item.companions?.tickets ?? []
        for (join, window) in forks where chosen.contains(where: { $0.joins.contains(join) }) {
            tickets.append(try await window.open(item.id, join: join, ledger))
        }
        let copies = chosen.enumerated().map { position, way in
            var copy = item
            copy.companions = ItemCompanions(
                tickets: tickets.filter { way.joins.contains($0.join) }, weight: item.companions?.weight(ofCopy: position))
            return copy
        }
        return Deque(copies)
    }

    private func ways(for payload: Payload) -> [Way] {
        switch fanOut {
        case .copy: ways.filter { $0.entrance.condition?(payload) ?? true }
        case .roundRobin: [ways[turn.add(1, ordering: .relaxed).oldValue % ways.count]]
        }
    }

    func finish() {
        for way in ways { way.entrance.finish() }
    }
}
