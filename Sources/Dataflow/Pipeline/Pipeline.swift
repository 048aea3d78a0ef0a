/// Sources, stages and sinks, joined by bounded channels and ready to run.
///
/// ```swift
/// let pipeline = Pipeline {
///     Frames(folder: "frames")
///     Detect(model).workers(2).onThreads()
///     Store(to: "out").named("store")
/// }
/// let report = try await pipeline.run()
/// ```
///
/// In this form the compiler checks that each part takes what the one before it gives. A pipeline with branches, joins or several
/// sources is made of a ``PipelineGraph``, one whose parts are known only at run time of ``PipelineNode``s. A pipeline is a value; it
/// can be run again if its parts can.
public struct Pipeline: Sendable {
    let graph: PipelineGraph
    /// How many bytes the items of a run may hold between them; `nil` for no limit. The payloads of all sources must be
    /// ``ByteCounted``.
    ///
    /// Sources wait while the items on their way hold more than that. What stages add to items on their way is counted and not
    /// refused, so that a run may hold more by what the items that were let in grow.
    public var memoryLimit: Int?

    public init(_ graph: PipelineGraph) {
        self.graph = graph
    }

    public init(@PipelineBuilder _ build: () -> ClosedChain) {
        self.init(build().graph)
    }

    /// The parts in order, as reports name them.
    public var settings: [StageSettings] { graph.settings }

    /// How many items the sources will emit, where all of them know.
    public var expectedCount: Int? {
        let counts = graph.parts.filter { $0.kind == .source }.map(\.expectedCount)
        return counts.contains(nil) ? nil : counts.compactMap(\.self).reduce(0, +)
    }

    /// - Throws: ``DataflowError/invalidPipeline(_:)`` with everything that is wrong with it. Running it checks this too.
    public func validate() throws {
        let problems = problems
        guard problems.isEmpty else { throw DataflowError.invalidPipeline(problems) }
    }

    /// What can't be run as it stands, a sentence each.
    var problems: [String] { graph.problems + memoryProblems }

    private var memoryProblems: [String] {
        guard let memoryLimit else { return [] }
        if memoryLimit < 1 { return ["memory: expected at least 1 byte, found \(memoryLimit)"] }
        return graph.parts.filter { !$0.isCounted }.map {
            "source \"\($0.name)\": what it emits doesn't say how many bytes it holds, so that memory can't be limited: let the type be ByteCounted"
        }
    }
}
