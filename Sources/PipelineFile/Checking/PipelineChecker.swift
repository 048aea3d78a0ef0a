import Dataflow

/// Goes through a definition stage by stage and collects every problem; what comes out is sound only where there is none.
struct PipelineChecker<Payload: Sendable> {
    private let catalogue: StageCatalogue<Payload>
    private(set) var problems: [PipelineProblem]
    private var flow = SlotFlow()
    private var names: [String: SourceMark] = [:]

    init(_ catalogue: StageCatalogue<Payload>, problems: [PipelineProblem]) {
        self.catalogue = catalogue
        self.problems = problems
    }

    mutating func check(_ definition: PipelineDefinition) -> [PlannedStage<Payload>] {
        // What an unreadable entry of the list would have filled is not known, so that nothing is missed after it.
        flow.isUncertain = definition.hasGaps
        var planned: [PlannedStage<Payload>] = []
        for (index, stage) in definition.stages.enumerated() {
            guard let entry = entry(of: stage) else {
                flow.isUncertain = true
                continue
            }
            checkPlace(of: entry, at: index, in: definition)
            checkName(of: stage)
            let reading = StageReading(entry, stage)
            problems += reading.problems
            let after = definition.stages.dropFirst(index + 1).map(\.type)
            problems += flow.pass(reading, catalogue, later: after)
            if let blueprint = reading.blueprint, let settings = reading.settings {
                planned.append(
                    PlannedStage(
                        type: entry.name, kind: entry.kind, settings: settings, options: stage.options, mark: stage.mark,
                        blueprint: blueprint,
                        reads: reading.reads.sorted(), writes: reading.writes.sorted(), removes: reading.removes.sorted(),
                        slots: flow.table))
            }
        }
        return planned
    }

    /// Reads the options of each stage, and no more.
    mutating func checkStages(_ definition: PipelineDefinition) {
        for stage in definition.stages {
            if let entry = entry(of: stage) { problems += StageReading(entry, stage).problems }
        }
    }

    private mutating func entry(of stage: PipelineDefinition.Stage) -> StageEntry<Payload>? {
        if let entry = catalogue[stage.type] { return entry }
        let advice = Suggestion.advice(for: stage.type, among: catalogue.names)
        problems.append(PipelineProblem(at: stage.mark, "\"\(stage.type)\" is not a stage\(advice)"))
        return nil
    }

    /// A source stands first and only there, a sink last and only there.
    private mutating func checkPlace(of entry: StageEntry<Payload>, at index: Int, in definition: PipelineDefinition) {
        // Where entries of the list are unreadable, it isn't known which is first or last.
        guard !definition.hasGaps else { return }
        let stage = definition.stages[index]
        let isFirst = index == 0
        let isLast = index == definition.stages.count - 1
        func names(_ kind: StageKind) -> String {
            Suggestion.alternatives(catalogue.entries.filter { $0.kind == kind }.map(\.name))
        }
        var faults: [String] = []
        if isFirst, entry.kind != .source {
            faults.append("a pipeline begins with a source, found a \(entry.kind); expected \(names(.source)) before it")
        }
        if isLast, entry.kind != .sink {
            faults.append("a pipeline ends with a sink, found a \(entry.kind); expected \(names(.sink)) after it")
        }
        if !isFirst, entry.kind == .source {
            faults.append("is a source, which can only be the first stage; move it or remove it")
        }
        if !isLast, entry.kind == .sink { faults.append("is a sink, which can only be the last stage; move it or remove it") }
        problems += faults.map { PipelineProblem(at: stage.mark, stage: stage.name, $0) }
    }

    private mutating func checkName(of stage: PipelineDefinition.Stage) {
        guard let first = names[stage.name] else {
            names[stage.name] = stage.mark
            return
        }
        let mark = stage.options["name"]?.value.mark ?? stage.mark
        problems.append(
            PipelineProblem(
                at: mark, stage: stage.name, "the stage at \(first) has the same name; give this one another with \"name:\""))
    }
}
