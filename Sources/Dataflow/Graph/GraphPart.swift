/// A part of a graph, its types forgotten.
struct GraphPart: Sendable {
    let outline: GraphOutline.Part
    /// For a source: what its items are called after, and how many there will be.
    var sourceName: String?
    var expectedCount: Int?
    /// For a source: whether its payloads say how many bytes they hold.
    var isCounted = true
    /// Makes the channel before the part and the part's job, given the channels of all parts that read from it.
    let assemble: @Sendable (RunAssembly, Int) -> Void
    /// For a sink: lets it begin; what an interrupted run stored.
    var begin: (@Sendable (RunStart) async throws -> [StoredItem])?

    var kind: PartReport.Kind { outline.kind }
    var settings: StageSettings { outline.settings }
    var inputs: [Int] { outline.inputs }
    var rule: JoinRule? { outline.rule }
    var name: String { outline.name }
}
