import Dataflow

/// A run of one stage between a source that feeds it and a sink that remembers. A join is fed by two branches.
struct ContractRun<Payload: Sendable>: Sendable {
    let probe = ProbeSink<Payload>()
    private let subject: ContractSubject<Payload>
    private let workers: Int?
    private var payloads: [Payload] = []
    /// Where the source waits once it has emitted all, if it does.
    private var gate: Gate?
    /// Done when it waits there.
    private var act: (@Sendable (RunControl) -> Void)?

    init(_ subject: ContractSubject<Payload>, workers: Int? = nil) {
        self.subject = subject
        self.workers = workers
    }

    func over(_ payloads: [Payload]) -> ContractRun {
        var copy = self
        copy.payloads = payloads
        return copy
    }

    /// All inputs, and then something happens while the stage waits for more; to a source once it has emitted something.
    func untilWaiting(_ act: @escaping @Sendable (RunControl) -> Void) -> ContractRun {
        var copy = over(subject.inputs)
        copy.gate = Gate()
        copy.act = act
        return copy
    }

    /// `nil` if the run had to be ended because it took too long.
    func outcome(within patience: Duration) async -> Result<RunReport, any Error>? {
        let control = RunControl()
        return await withTaskGroup(of: Result<RunReport, any Error>?.self) { group in
            group.addTask { [self] in
                do { return .success(try await pipeline.run(control: control)) } catch { return .failure(error) }
            }
            group.addTask {
                try? await Task.sleep(for: patience)
                return nil
            }
            if let gate, let act {
                group.addTask {
                    try? await gate.waitForVisitors()
                    if !Task.isCancelled { act(control) }
                    try? await Task.sleep(for: patience)
                    return nil
                }
            }
            let first = await group.next() ?? nil
            control.cancel()
            group.cancelAll()
            return first
        }
    }

    private var pipeline: Pipeline {
        var graph = PipelineGraph()
        let node = workers.map { subject.node.with(workers: $0) } ?? subject.node
        if case .source = node {
            let sink = NotingSink<Payload>(gate: gate).named("contract sink")
            if let port = graph.add(node, from: []) { graph.add(sink, from: port) }
            return Pipeline(graph)
        }
        let feed = graph.add(Feed(payloads: payloads, gate: gate))
        var inputs = [feed]
        if case .join = node {
            inputs = ["left", "right"].map {
                graph.add(Apply { (payload: Payload) in payload }.named("contract \($0)"), from: feed)
            }
        }
        if let port = graph.add(node, from: inputs) { graph.add(probe.named("contract sink"), from: port) }
        return Pipeline(graph)
    }
}

/// Emits payloads, a millisecond apart by their timestamps, and waits at a gate if there is one.
private struct Feed<Payload: Sendable>: Source {
    let payloads: [Payload]
    let gate: Gate?
    let name = "contract"

    func emit(into outlet: SourceOutlet<Payload>) async throws {
        for (index, payload) in payloads.enumerated() {
            try await outlet.send(Emission(payload, timestamp: .milliseconds(index), origin: "payload \(index)"))
        }
        try await gate?.pass()
    }
}

/// Lets the test know of each item.
private struct NotingSink<Payload: Sendable>: Sink {
    let gate: Gate?

    func store(_ input: Payload, id: ItemID) async throws { gate?.noteVisitor() }
}

extension PipelineNode {
    fileprivate func with(workers: Int) -> PipelineNode {
        var settings = settings
        settings.workers = workers
        switch self {
        case .source(let source, _): return .source(source, settings: settings)
        case .stage(let stage, _): return .stage(stage, settings: settings)
        case .join(let join, _): return .join(join, settings: settings)
        case .sink(let sink, _): return .sink(sink, settings: settings)
        }
    }
}
