import Synchronization

/// Sources, stages, joins and sinks, each of which names what it reads from: for pipelines that are more than one line.
///
/// ```swift
/// var graph = PipelineGraph()
/// let frames = graph.add(Frames(folder: "frames"))
/// let cars = graph.add(DetectCars(), from: frames)
/// let faces = graph.add(DetectFaces(), from: frames)
/// let both = graph.join(cars, faces, named: "both") { cars, faces in Sight(cars: cars, faces: faces) }
/// graph.add(Store(to: "out"), from: both)
/// let report = try await Pipeline(graph).run()
/// ```
///
/// The compiler checks that each part takes what it reads. A part can read only from those that were added before it, so that there
/// are no circles. Parts appear in reports in the order in which they were added.
///
/// - Several parts that read from one port: each gets every item, or its turn (``StageSettings/fanOut``), or what its condition
///   lets through (``Port/where(_:)``).
/// - A stage or sink that reads from several ports takes items as they come; the order within each source is kept. Ports that carry
///   items of the same source are brought together by a join instead.
public struct PipelineGraph: Sendable {
    private static let count = Atomic<UInt64>(0)

    private let number = Self.count.add(1, ordering: .relaxed).newValue
    private(set) var parts: [GraphPart] = []

    public init() {}

    var settings: [StageSettings] { parts.map(\.settings) }

    /// Adds a part and returns its number.
    mutating func append(_ part: GraphPart) -> GraphEdge {
        parts.append(part)
        return GraphEdge(graph: number, part: parts.count - 1)
    }

    /// The part that gives items to a port.
    func producer(_ edge: GraphEdge) -> Int {
        precondition(edge.graph == number && edge.part < parts.count, "graph: the port belongs to another graph")
        return edge.part
    }
}

extension PipelineGraph {
    /// Adds a source.
    @discardableResult
    public mutating func add<S: Source>(_ source: S, with settings: StageSettings) -> Port<S.Output> {
        let part = GraphPart(
            outline: GraphOutline.Part(kind: .source, settings: settings), sourceName: source.name,
            expectedCount: source.expectedCount, isCounted: S.Output.self is any ByteCounted.Type
        ) { assembly, part in
            assembly.add(source, settings, at: part)
        }
        return Port(append(part))
    }

    /// Adds a stage that reads from these ports.
    @discardableResult
    public mutating func add<S: Stage>(
        _ stage: S, with settings: StageSettings, from inputs: [Port<S.Input>]
    ) -> Port<S.Output> {
        let part = GraphPart(outline: outline(.stage, settings, inputs)) { assembly, part in
            assembly.add(stage, settings, at: part, from: assembly.channel(before: part, conditions: inputs.map(\.condition)))
        }
        return Port(append(part))
    }

    /// Adds a sink that reads from these ports.
    public mutating func add<S: Sink>(_ sink: S, with settings: StageSettings, from inputs: [Port<S.Input>]) {
        var part = GraphPart(outline: outline(.sink, settings, inputs)) { assembly, part in
            assembly.add(sink, settings, at: part, from: assembly.channel(before: part, conditions: inputs.map(\.condition)))
        }
        part.begin = { try await sink.begin($0) }
        _ = append(part)
    }

    private func outline<Payload>(
        _ kind: PartReport.Kind, _ settings: StageSettings, _ inputs: [Port<Payload>]
    ) -> GraphOutline.Part {
        GraphOutline.Part(
            kind: kind, settings: settings, inputs: inputs.map { producer($0.edge) },
            isConditional: inputs.map { $0.condition != nil })
    }
}

extension PipelineGraph {
    @discardableResult
    public mutating func add<S: Source>(_ source: S) -> Port<S.Output> { add(source, with: source.defaultSettings) }

    @discardableResult
    public mutating func add<S: Source>(_ source: Configured<S>) -> Port<S.Output> { add(source.part, with: source.settings) }

    @discardableResult
    public mutating func add<S: Stage>(_ stage: S, from inputs: Port<S.Input>...) -> Port<S.Output> {
        add(stage, with: stage.defaultSettings, from: inputs)
    }

    @discardableResult
    public mutating func add<S: Stage>(_ stage: Configured<S>, from inputs: Port<S.Input>...) -> Port<S.Output> {
        add(stage.part, with: stage.settings, from: inputs)
    }

    public mutating func add<S: Sink>(_ sink: S, from inputs: Port<S.Input>...) {
        add(sink, with: sink.defaultSettings, from: inputs)
    }

    public mutating func add<S: Sink>(_ sink: Configured<S>, from inputs: Port<S.Input>...) {
        add(sink.part, with: sink.settings, from: inputs)
    }
}
