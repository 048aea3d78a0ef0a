/// What a stage offers to a pipeline file: its name, its promises in words, its options, and how it is made from them.
///
/// Adding a stage is one file that holds such a value, and one line in a `StageCatalogue`.
public struct StageEntry<Payload: Sendable>: Sendable {
    /// A verb, in lower case: letters, digits and `-`.
    public let name: String
    /// One sentence.
    public let summary: String
    public let kind: StageKind
    public let contract: StageContract
    public let options: [OptionDescription]
    /// The slots that it reads, fills and empties, whatever its options; where options matter, all that may be.
    public let reads: [SlotName]
    public let writes: [SlotName]
    public let removes: [SlotName]
    /// YAML lines of the stage in a list of stages, as they would stand in a pipeline file.
    public let example: String
    /// Makes the stage from its options. It reads options and does nothing else: no file is opened.
    public let make: @Sendable (inout OptionReader) throws -> StageBlueprint<Payload>

    public init(
        name: String, summary: String, kind: StageKind, contract: StageContract, options: [any DescribedOption] = [],
        reads: [SlotName] = [], writes: [SlotName] = [], removes: [SlotName] = [], example: String,
        make: @escaping @Sendable (inout OptionReader) throws -> StageBlueprint<Payload>
    ) {
        self.name = name
        self.summary = summary
        self.kind = kind
        self.contract = contract
        self.options = options.map(\.description)
        self.reads = reads
        self.writes = writes
        self.removes = removes
        self.example = example
        self.make = make
    }
}
