/// A part of a pipeline that is put together at run time, all of whose items carry the same payload.
public enum PipelineNode<Payload: Sendable>: Sendable {
    /// With `nil` for its settings a part runs with its own ``PipelinePart/defaultSettings``.
    case source(any Source<Payload>, settings: StageSettings? = nil)
    case stage(any Stage<Payload, Payload>, settings: StageSettings? = nil)
    case join(any Join<Payload, Payload>, settings: StageSettings? = nil)
    case sink(any Sink<Payload>, settings: StageSettings? = nil)

    public var settings: StageSettings {
        switch self {
        case .source(let source, let settings): settings ?? source.defaultSettings
        case .stage(let stage, let settings): settings ?? stage.defaultSettings
        case .join(let join, let settings): settings ?? join.defaultSettings
        case .sink(let sink, let settings): settings ?? sink.defaultSettings
        }
    }
}

extension PipelineGraph {
    /// Adds a part that is known only at run time.
    ///
    /// - Returns: where it gives its items; `nil` for a sink.
    @discardableResult
    public mutating func add<Payload>(_ node: PipelineNode<Payload>, from inputs: [Port<Payload>]) -> Port<Payload>? {
        switch node {
        case .source(let source, _): return add(source, with: node.settings)
        case .stage(let stage, _): return add(stage, with: node.settings, from: inputs)
        case .join(let join, _): return add(join, with: node.settings, from: inputs)
        case .sink(let sink, _):
            add(sink, with: node.settings, from: inputs)
            return nil
        }
    }
}

extension Pipeline {
    /// A pipeline of these parts, in this order: one source, any number of stages, one sink.
    ///
    /// - Throws: ``DataflowError/invalidPipeline(_:)`` with everything that is wrong with it.
    public init<Payload: Sendable>(_ nodes: [PipelineNode<Payload>]) throws {
        let misplaced = Self.misplaced(nodes)
        guard misplaced.isEmpty else { throw DataflowError.invalidPipeline(misplaced) }
        var graph = PipelineGraph()
        var end: Port<Payload>?
        for node in nodes { end = graph.add(node, from: end.map { [$0] } ?? []) }
        self.init(graph)
        try validate()
    }

    private static func misplaced<Payload>(_ nodes: [PipelineNode<Payload>]) -> [String] {
        var problems: [String] = []
        if case .source = nodes.first {} else { problems.append("the first part is no source: begin with one") }
        for (index, node) in nodes.enumerated() {
            let name = node.settings.name
            switch node {
            case .source where index > 0:
                problems.append("source \"\(name)\" stands at place \(index + 1): only the first part is a source")
            case .sink where index < nodes.count - 1:
                problems.append("sink \"\(name)\" stands at place \(index + 1) of \(nodes.count): only the last part is a sink")
            default: break
            }
        }
        if case .sink = nodes.last {} else { problems.append("the last part is no sink: end with one") }
        return problems
    }
}
