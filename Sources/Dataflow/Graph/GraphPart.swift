/// A part of a graph, its types forgotten.
struct GraphPart: Sendable {
    let kind: PartReport.Kind
    let settings: StageSettings
    /// The parts that it reads from, in the order of its inputs.
    let inputs: [Int]
    /// By input, whether the reader takes only some of the items.
    var isConditional: [Bool]
    /// For a source: what its items are called after, and how many there will be.
    var sourceName: String?
    var expectedCount: Int?
    /// For a source: whether its payloads say how many bytes they hold.
    var isCounted = true
    /// For a join.
    var rule: JoinRule?
    /// Makes the channel before the part and the part's job, given the channels of all parts that read from it.
    let assemble: @Sendable (RunAssembly, Int) -> Void
    /// For a sink: lets it begin; what an interrupted run stored.
    var begin: (@Sendable (RunStart) async throws -> [StoredItem])?

    var name: String { settings.name }
}
