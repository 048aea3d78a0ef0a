import Dataflow
import DataflowTesting
import Testing

/// Where the fault is.
enum FaultyPart: String, CaseIterable, Sendable {
    case source, transform, batch, sink
}

/// How full the channels are when it happens.
enum Filling: String, CaseIterable, Sendable {
    /// The source gives each item only after the one before was stored.
    case empty
    /// The sink takes nothing until the channel before it is full; the source is far ahead.
    case full
}

/// One cell of the fault matrix: source, transform, batch and sink, of which one has a fault.
struct FaultCase: CustomTestStringConvertible {
    let part: FaultyPart
    let kind: Fault.Kind
    let filling: Filling
    let capacity: Int
    let workers: Int

    var testDescription: String { "\(part) \(kind), \(filling) channels of capacity \(capacity), \(workers) workers" }
    private var label: Comment { Comment(rawValue: testDescription) }
    /// Behind all that fits into the pipeline before its sink opens, so that it happens with full channels.
    private var position: Int { filling == .empty ? 5 : 500 }
    private var fault: Fault { Fault(kind, at: position) }

    func check() async throws {
        let nowhere = Fault(.throwing, at: .max)
        let (pace, opening) = (Gate(open: filling == .full), Gate(open: filling == .empty))
        let probe = ProbeSink<Int>(behind: opening)
        let control = RunControl()
        let pipeline = Pipeline {
            CountingSource(count: 1000, part == .source ? fault : nil, pace: pace)
            Apply { (number: Int) in number }.failing(part == .transform ? fault : nowhere)
                .named("transform").capacity(capacity).workers(workers)
            ApplyBatch(size: 2) { (numbers: [Int]) in numbers }.failing(part == .batch ? fault : nowhere)
                .named("batch").capacity(capacity).workers(workers)
            Pacer(probe, pace).failing(part == .sink ? fault : nowhere).named("sink").capacity(capacity)
        }
        async let running = pipeline.run(control: control)
        if filling == .full {
            await waitUntil { control.snapshot()?.channels.last?.counts.inFlight == capacity }
            opening.open()
        }
        do {
            _ = try await running
            Issue.record("the run did not fail: \(label)")
        } catch let failure as RunFailure {
            try expect(failure)
            #expect(probe.endings == [.abandoned], label)
        }
    }

    private func expect(_ failure: RunFailure) throws {
        #expect(failure.stage == (part == .source ? "numbers" : part.rawValue), label)
        let item = try #require(failure.item, label)
        // Among several workers another item may be the one that the fault counts; a batch names its first.
        let slack = part == .source || part == .sink || filling == .empty ? 0 : part == .batch ? 2 * workers : workers - 1
        #expect(abs(item.index - position) <= slack, label)
        switch kind {
        case .throwing: #expect(failure.cause is InjectedFault, label)
        case .cancelling: #expect(failure.cause is CancellationError, label)
        }
        #expect(failure.report.ending == .failed, label)
        #expect(failure.report.failure?.stage == failure.stage, label)
        #expect(failure.report.part(failure.stage)?.failed ?? 0 >= 1, label)
        expectConserved(failure.report)
    }
}

/// A sink that lets the source go on after each item.
private struct Pacer: Sink {
    private let base: ProbeSink<Int>
    private let pace: Gate

    init(_ base: ProbeSink<Int>, _ pace: Gate) {
        self.base = base
        self.pace = pace
    }

    func store(_ input: Int, id: ItemID) async throws {
        try await base.store(input, id: id)
        await pace.admit()
    }

    func finish() async throws { try await base.finish() }
    func abandon() async { await base.abandon() }
}
