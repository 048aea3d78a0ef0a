/// A source, stages and a sink, joined by bounded channels and ready to run.
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
/// In this form the compiler checks that each part takes what the one before it gives. A pipeline whose parts are known only at
/// run time is made of ``PipelineNode``s. A pipeline is a value; it can be run again if its parts can.
public struct Pipeline: Sendable {
    /// The parts in order, as reports name them.
    public let settings: [StageSettings]
    /// How many items the source will emit, where it knows.
    public let expectedCount: Int?
    /// Makes the channels and the jobs of one run.
    let assemble: @Sendable (RunAssembly) -> Void
    /// Lets the sink begin; what an interrupted run stored.
    let begin: @Sendable (RunStart) async throws(StartFailure) -> [StoredItem]

    init(_ chain: ClosedChain) {
        settings = chain.settings
        expectedCount = chain.expectedCount
        assemble = chain.assemble
        begin = chain.begin
    }

    public init(@PipelineBuilder _ build: () -> ClosedChain) {
        self.init(build())
    }

    /// What can't be run as it stands, a sentence each.
    var problems: [String] {
        var problems = settings.flatMap(\.problems)
        if let source = settings.first, source.workers > 1 {
            problems.append("source \"\(source.name)\": workers: expected 1, found \(source.workers): a source is one task")
        }
        let late = settings.filter(\.dropsLate)
        if let first = late.first, settings.allSatisfy({ $0.lifetime == nil }) {
            problems.append(
                "stage \"\(first.name)\": drops late items, but no source says for how long items are of use: give it a lifetime")
        }
        if late.isEmpty, let source = settings.first(where: { $0.lifetime != nil }) {
            problems.append("source \"\(source.name)\": gives items a lifetime, but no stage drops late ones: let one do so")
        }
        for other in settings.dropFirst() where other.lifetime != nil {
            problems.append("stage \"\(other.name)\": lifetime: only a source gives one")
        }
        if let source = settings.first, source.dropsLate {
            problems.append("source \"\(source.name)\": drops late items: only what takes items can")
        }
        var seen: Set<String> = []
        for name in settings.map(\.name) where !seen.insert(name).inserted {
            problems.append("stage \"\(name)\": the name is used twice: give each stage a name of its own")
        }
        return problems
    }
}
