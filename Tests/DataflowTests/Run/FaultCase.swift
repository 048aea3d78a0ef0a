import Dataflow
import DataflowTesting
import Testing

/// Where the fault is.
enum FaultyPart: String, CaseIterable, Sendable {
    case source, transform, batch, join, sink
}

/// What the part does.
enum Misconduct: String, CaseIterable, Sendable {
    case throwing, cancelling, endingEarly, hanging, slow
}

/// How full the channel before the part is when it happens: of a source the channel behind it, of a join what waits for its turn.
enum Filling: String, CaseIterable, Sendable {
    case empty, half, full
}

/// One cell of the fault matrix: source, transform, batch, two branches, join and sink, of which one has a fault.
///
/// Items are let in one by one, and the part is held at a gate until the channel is as full as it should be, so that each case takes the
/// same course each time.
struct FaultCase: CustomTestStringConvertible {
    let part: FaultyPart
    let misconduct: Misconduct
    let filling: Filling
    let capacity: Int
    let workers: Int

    /// The item at which it happens; those before it are stored.
    let position = 5

    var testDescription: String {
        "\(part) \(misconduct), \(filling) channel of capacity \(capacity), \(workers) workers"
    }

    /// How many items wait in the channel.
    var waiting: Int {
        switch filling {
        case .empty: 0
        case .half: (capacity + 1) / 2
        case .full: capacity
        }
    }

    /// How many items are worked on while they are held, one by each worker. A join has no workers.
    var held: Int { part == .join ? 1 : workers }

    /// How many items there are by then.
    var admitted: Int { position + held + waiting }

    /// What the source would emit if nothing happened.
    var count: Int { admitted + 3 }

    func check() async throws {
        let bench = FaultBench(self)
        async let running = bench.run()
        try await bench.fill()
        switch (part, misconduct) {
        case (.source, .throwing), (.source, .cancelling): await bench.pace.admit()
        case (.source, .hanging):
            await bench.pace.admit()
            try await bench.never.waitForVisitors()
            try await bench.leave()
        case (_, .hanging): try await bench.leave()
        case (_, .slow):
            bench.pace.open()
            bench.hold.open()
            await waitUntil {
                bench.clock.advance(by: .seconds(1))
                return bench.isOver
            }
        default:
            if part == .source { await bench.pace.admit() }
            bench.hold.open()
        }
        FaultExpectation(self).check(await running, bench.probe)
    }
}
