import Dataflow
import DataflowTesting
import Synchronization

/// The pipeline of one fault case, with all that a test holds it by.
final class FaultBench: Sendable {
    /// Lets the source emit.
    let pace = Gate()
    /// Where the part waits, from the item of the fault on.
    let hold = Gate()
    /// Where a source hangs.
    let never = Gate()
    let clock = ManualClock()
    let probe = ProbeSink<Int>()
    let control = RunControl()
    private let fault: FaultCase
    private let hasEnded = Atomic(false)

    var isOver: Bool { hasEnded.load(ordering: .relaxed) }

    init(_ fault: FaultCase) {
        self.fault = fault
    }

    func run() async -> Result<RunReport, any Error> {
        defer { hasEnded.store(true, ordering: .relaxed) }
        let watch = RunWatch(stopWithin: fault.misconduct == .hanging ? .seconds(10) : nil)
        do {
            return .success(try await pipeline.run(control: control, clock: RunClock(clock), watch: watch))
        } catch {
            return .failure(error)
        }
    }

    /// Ends a run that hangs: by cancelling it, or by stopping it with a deadline.
    func leave() async throws {
        if fault.workers == 1 { return control.cancel() }
        control.stop()
        try await clock.waitForSleepers()
        clock.advance(by: .seconds(10))
    }

    /// Lets the items before the fault through to the sink, gives each worker one to hold, and then fills the channel.
    func fill() async throws {
        // The first number passes no gate.
        await pace.admit(fault.position - 1)
        try await probe.wait(for: fault.position)
        for _ in 0..<fault.held {
            await pace.admit()
            try await hold.waitForVisitors()
        }
        await pace.admit(fault.waiting)
        await waitUntil { waiting == fault.waiting }
    }

    private var waiting: Int? {
        let snapshot = control.snapshot()
        if fault.part == .join {
            // Two copies of each; the pair that is being joined is one already.
            return snapshot?.parts.first { $0.name == "join" }.map { ($0.inFlight - 1) / 2 }
        }
        let reader = fault.part == .source ? "transform" : fault.part.rawValue
        return snapshot?.channels.first { $0.stage == reader }?.counts.inFlight
    }

    private var pipeline: Pipeline {
        var graph = PipelineGraph()
        let (capacity, workers) = (fault.capacity, fault.workers)
        let numbers = graph.add(
            FaultySource(CountingSource(count: fault.count, pace: pace), fault.part == .source ? [own(at: fault.admitted)] : []))
        let transformed = graph.add(
            FaultyTransform(Apply { (number: Int) in number }, faults(of: .transform, holding: [.source, .transform]))
                .named("transform").capacity(capacity).workers(workers), from: numbers)
        let batched = graph.add(
            FaultyBatchTransform(ApplyBatch(size: 2) { (numbers: [Int]) in numbers }, faults(of: .batch, holding: [.batch]))
                .named("batch").capacity(capacity).workers(workers), from: transformed)
        let left = graph.add(
            FaultyTransform(Apply { (number: Int) in number }, branchFaults).named("left").capacity(capacity).workers(workers),
            from: batched)
        let right = graph.add(same("right").capacity(capacity).workers(workers), from: batched)
        let joined = graph.add(
            FaultyJoin(First(), joinFaults), with: StageSettings(name: "join", capacity: capacity), from: [left, right])
        graph.add(
            FaultySink(probe, faults(of: .sink, holding: [.sink]))
                .named("sink").capacity(capacity).workers(fault.part == .sink ? workers : 1), from: joined)
        return Pipeline(graph)
    }
}

// MARK: Who does what

extension FaultBench {
    private func faults(of part: FaultyPart, holding parts: [FaultyPart]) -> [Fault] {
        (parts.contains(fault.part) ? [Fault(.hanging(hold), from: fault.position)] : [])
            + (fault.part == part ? [own(at: fault.position)] : [])
    }

    /// A join has no loop that could end early: one of its inputs does so instead, after the last item that is there.
    private var branchFaults: [Fault] {
        fault.part == .join && fault.misconduct == .endingEarly ? [Fault(.endingEarly, at: fault.admitted - 1)] : []
    }

    private var joinFaults: [Fault] {
        let faults = faults(of: .join, holding: [.join])
        return fault.misconduct == .endingEarly ? faults.dropLast() : faults
    }

    private func own(at position: Int) -> Fault {
        switch fault.misconduct {
        case .throwing: Fault(.throwing, at: position)
        case .cancelling: Fault(.cancelling, at: position)
        case .endingEarly: Fault(.endingEarly, at: position)
        case .hanging: Fault(.hanging(never), from: position)
        case .slow: Fault(.delaying(.seconds(1), clock), from: position)
        }
    }
}

/// Passes on what comes by the first input.
private struct First: Join {
    func join(_ inputs: [Int?]) async throws -> Int? { inputs[0] }
}
