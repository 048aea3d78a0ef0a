import Dataflow

/// One stage of a definition, read through its entry of the catalogue.
struct StageReading<Payload: Sendable> {
    let entry: StageEntry<Payload>
    let stage: PipelineDefinition.Stage
    /// Nil where the stage could not be made.
    private(set) var blueprint: StageBlueprint<Payload>?
    private(set) var settings: StageSettings?
    /// The stages that the user wants it to read from, by name.
    private(set) var from: [String]?
    private(set) var condition: PayloadCondition<Payload>?
    private(set) var problems: [PipelineProblem]
    /// Whether every value is the user's or a default; else the blueprint holds stand-ins, and only its slots are of use.
    let isSound: Bool

    init(_ entry: StageEntry<Payload>, _ stage: PipelineDefinition.Stage, _ catalogue: StageCatalogue<Payload>) {
        self.entry = entry
        self.stage = stage
        guard stage.isReadable else {
            problems = []
            isSound = false
            return
        }
        let common = CommonOptions.descriptions + [catalogue.when?.description].compactMap(\.self)
        var reader = OptionReader(stage.options, stage: stage.name, options: entry.options, common: common)
        var settings = StageSettings(name: entry.name)
        do {
            let blueprint = try entry.make(&reader)
            self.blueprint = blueprint
            settings = blueprint.defaults
            settings.name = entry.name
        } catch {
            reader.refuse(error)
        }
        self.settings = CommonOptions.read(&reader, kind: entry.kind, defaults: settings)
        from = CommonOptions.readInputs(&reader)
        if let when = catalogue.when {
            let given = reader.read(when)
            if entry.kind != .source {
                condition = given
            } else {
                reader.refuseIfGiven(when, "a source takes no items; give it to the stage that reads them")
            }
        }
        isSound = reader.isSound
        problems = reader.finish()
    }

    var reads: Set<SlotName> { (blueprint?.reads ?? Set(entry.reads)).union(condition?.reads ?? []) }
    var writes: Set<SlotName> { blueprint?.writes ?? Set(entry.writes) }
    var removes: Set<SlotName> { blueprint?.removes ?? Set(entry.removes) }

    /// Whether `reads` is what the stage will read: with stand-ins, the lists of the entry may hold more than that.
    var readsAreKnown: Bool { blueprint != nil && (isSound || blueprint?.reads == nil) }

    /// A problem for what `verify` threw.
    func problem(_ error: any Error) -> PipelineProblem {
        let option = (error as? StageFault)?.option
        let mark = option.flatMap { stage.options[$0]?.value.mark } ?? stage.mark
        return PipelineProblem(at: mark, stage: stage.name, "\(error)")
    }
}
