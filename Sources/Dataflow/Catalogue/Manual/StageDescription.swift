/// All that a stage's entry tells, as plain data: for JSON, pages and tables.
public struct StageDescription: Sendable, Hashable, Codable {
    public var name: String
    public var summary: String
    public var kind: StageKind
    public var contract: StageContract
    public var options: [OptionDescription]
    public var reads: [SlotName]
    public var writes: [SlotName]
    public var removes: [SlotName]
    public var example: String
}

/// All that a catalogue tells.
public struct CatalogueDescription: Sendable, Hashable, Codable {
    public var stages: [StageDescription]
    /// The options that every stage takes.
    public var commonOptions: [OptionDescription]
}

extension StageEntry {
    public var description: StageDescription {
        StageDescription(
            name: name, summary: summary, kind: kind, contract: contract, options: options, reads: reads, writes: writes,
            removes: removes, example: example)
    }
}

extension StageCatalogue {
    public var description: CatalogueDescription {
        CatalogueDescription(
            stages: entries.map(\.description), commonOptions: CommonOptions.descriptions + [when?.description].compactMap(\.self)
        )
    }
}
