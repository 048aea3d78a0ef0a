import Dataflow

/// What is filled before one stage, and what the stage makes of it.
struct SlotFlow {
    /// What is filled before the stage; after ``pass(_:_:later:)`` what is filled behind it.
    private(set) var table: SlotTable
    /// Whether a stage before is unknown and may have filled anything.
    var isUncertain: Bool

    init(_ table: SlotTable = SlotTable(), isUncertain: Bool = false) {
        self.table = table
        self.isUncertain = isUncertain
    }

    /// What is filled before a stage that reads from these.
    init(reading inputs: [SlotFlow], joining: Bool) {
        let tables = inputs.map(\.table)
        table = joining ? .joined(tables) : .common(tables)
        isUncertain = inputs.contains(where: \.isUncertain)
    }

    /// Lets the stage read, empty and fill, and says what it lacks.
    ///
    /// - Parameter later: the types of the stages after it, for advice.
    mutating func pass<Payload>(
        _ reading: StageReading<Payload>, _ catalogue: StageCatalogue<Payload>, later: [String]
    ) -> [PipelineProblem] {
        var problems: [PipelineProblem] = []
        let missing = reading.reads.filter { table[$0] == nil }.sorted()
        if reading.readsAreKnown, !isUncertain {
            problems = missing.map { slot in
                let message = "reads the slot \"\(slot)\", which \(whyEmpty(slot, catalogue, later))"
                return PipelineProblem(at: reading.stage.mark, stage: reading.stage.name, message)
            }
        }
        var written: [Slot] = []
        if let blueprint = reading.blueprint, reading.isSound, missing.isEmpty {
            do {
                written = try blueprint.verify(table)
            } catch {
                problems.append(reading.problem(error))
            }
        }
        let name = reading.stage.name
        for slot in reading.removes { table.empty(slot, by: name) }
        for slot in reading.writes { table.fill(Slot(slot), by: name) }
        for slot in written {
            precondition(
                reading.writes.contains(slot.name),
                "stage \(name) says what it writes into \"\(slot.name)\", but does not declare to write it")
            table.fill(slot, by: name)
        }
        return problems
    }

    private func whyEmpty<Payload>(_ slot: SlotName, _ catalogue: StageCatalogue<Payload>, _ later: [String]) -> String {
        if let taker = table.taker(of: slot) { return "the stage \"\(taker)\" before it empties" }
        let writers = catalogue.writers(of: slot)
        if let present = later.first(where: writers.contains) { return "no stage before it fills; move \"\(present)\" before it" }
        if writers.isEmpty { return "no stage fills" }
        return "no stage before it fills; add \(Suggestion.alternatives(writers)) before it"
    }
}
