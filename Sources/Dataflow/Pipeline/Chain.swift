/// The front of a pipeline, from its source up to an open end that gives `Output`.
public struct Chain<Output: Sendable>: Sendable {
    private var graph: PipelineGraph
    private let end: Port<Output>

    private init(_ graph: PipelineGraph, _ end: Port<Output>) {
        self.graph = graph
        self.end = end
    }

    init(_ source: some Source<Output>, _ settings: StageSettings) {
        var graph = PipelineGraph()
        end = graph.add(source, with: settings)
        self.graph = graph
    }

    func appending<S: Stage>(_ stage: S, _ settings: StageSettings) -> Chain<S.Output> where S.Input == Output {
        var graph = graph
        let end = graph.add(stage, with: settings, from: [end])
        return Chain<S.Output>(graph, end)
    }

    func closing<S: Sink>(_ sink: S, _ settings: StageSettings) -> ClosedChain where S.Input == Output {
        var graph = graph
        graph.add(sink, with: settings, from: [end])
        return ClosedChain(graph: graph)
    }
}

/// A pipeline from source to sink, as the builder hands it over.
public struct ClosedChain: Sendable {
    let graph: PipelineGraph
}
