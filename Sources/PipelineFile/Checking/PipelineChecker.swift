import Dataflow

/// Goes through a definition stage by stage and collects every problem; what comes out is sound only where there is none.
struct PipelineChecker<Payload: Sendable> {
    private let catalogue: StageCatalogue<Payload>
    private(set) var problems: [PipelineProblem]
    private var names: [String: SourceMark] = [:]

    init(_ catalogue: StageCatalogue<Payload>, problems: [PipelineProblem]) {
        self.catalogue = catalogue
        self.problems = problems
    }

    mutating func check(_ definition: PipelineDefinition) -> [PlannedStage<Payload>] {
        let kinds = definition.stages.map { catalogue[$0.type]?.kind }
        var ends = StageEnds(definition, kinds)
        problems += ends.beginning(catalogue)
        var flows: [SlotFlow] = []
        var planned: [PlannedStage<Payload>] = []
        for (index, stage) in definition.stages.enumerated() {
            guard let entry = entry(of: stage) else {
                flows.append(SlotFlow(isUncertain: true))
                ends.passUnknown(at: index)
                continue
            }
            checkName(of: stage)
            let reading = StageReading(entry, stage, catalogue)
            problems += reading.problems
            let inputs = ends.inputs(of: reading, at: index)
            // What an unreadable entry of the list would have filled is not known, so that nothing is missed after it.
            var flow =
                definition.hasGaps || (inputs.isEmpty && entry.kind != .source && index > 0)
                ? SlotFlow(isUncertain: true) : SlotFlow(reading: inputs.map { flows[$0] }, joining: entry.kind == .join)
            problems += flow.pass(reading, catalogue, later: definition.stages.dropFirst(index + 1).map(\.type))
            flows.append(flow)
            if let blueprint = reading.blueprint, let settings = reading.settings {
                planned.append(
                    PlannedStage(
                        type: entry.name, kind: entry.kind, settings: settings, options: stage.options, mark: stage.mark,
                        blueprint: blueprint, inputs: inputs, condition: reading.condition, reads: reading.reads.sorted(),
                        writes: reading.writes.sorted(), removes: reading.removes.sorted(), slots: flow.table))
            }
        }
        problems += ends.problems(catalogue)
        if problems.isEmpty { problems += crossingProblems(planned) }
        return planned
    }

    /// Ways that part or meet as they can't; asked only of stages that are sound one by one.
    private func crossingProblems(_ stages: [PlannedStage<Payload>]) -> [PipelineProblem] {
        let outline = GraphOutline(
            stages.map {
                GraphOutline.Part(
                    kind: $0.kind.partKind, settings: $0.settings, inputs: $0.inputs,
                    isConditional: Array(repeating: $0.condition != nil, count: $0.inputs.count), rule: $0.blueprint.rule)
            })
        return outline.crossingProblems.map { problem in
            let stage = stages[problem.part]
            return PipelineProblem(at: stage.options["from"]?.value.mark ?? stage.mark, stage: stage.name, problem.message)
        }
    }

    /// Reads the options of each stage, and no more.
    mutating func checkStages(_ definition: PipelineDefinition) {
        for stage in definition.stages {
            if let entry = entry(of: stage) { problems += StageReading(entry, stage, catalogue).problems }
        }
    }

    private mutating func entry(of stage: PipelineDefinition.Stage) -> StageEntry<Payload>? {
        if let entry = catalogue[stage.type] { return entry }
        let advice = Suggestion.advice(for: stage.type, among: catalogue.names)
        problems.append(PipelineProblem(at: stage.mark, "\"\(stage.type)\" is not a stage\(advice)"))
        return nil
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
