import Dataflow

/// Which stage reads from which, and the ends that are left loose.
struct StageEnds {
    private let definition: PipelineDefinition
    /// By stage; `nil` where the catalogue doesn't know it.
    private let kinds: [StageKind?]
    private var isRead: [Bool]
    private var faults: [PipelineProblem] = []

    init(_ definition: PipelineDefinition, _ kinds: [StageKind?]) {
        self.definition = definition
        self.kinds = kinds
        isRead = kinds.map { _ in false }
    }

    /// The stages that a stage reads from: those that its `from:` names, or else the one before it.
    mutating func inputs<Payload>(of reading: StageReading<Payload>, at index: Int) -> [Int] {
        guard reading.entry.kind != .source else { return [] }
        let found: [Int]
        if let names = reading.from {
            found = names.compactMap { input(named: $0, of: reading.stage, at: index) }
        } else if index > 0, kinds[index - 1] != .sink {
            found = [index - 1]
        } else {
            found = []
            // Where an entry of the list is unreadable, it isn't known what stands before.
            if index > 0, !definition.hasGaps {
                refuse(
                    definition.stages[index],
                    "follows the sink \"\(definition.stages[index - 1].name)\", which gives nothing; say which stage it reads from: "
                        + "\"from: NAME\"")
            }
        }
        for input in found { isRead[input] = true }
        return found
    }

    private mutating func input(named name: String, of stage: PipelineDefinition.Stage, at index: Int) -> Int? {
        let mark = stage.options["from"]?.value.mark ?? stage.mark
        let earlier = definition.stages[..<index]
        if let input = earlier.lastIndex(where: { $0.name == name }) {
            if kinds[input] != .sink { return input }
            refuse(stage, at: mark, "\"from\": \"\(name)\" is a sink, which gives nothing")
        } else if definition.stages[index...].contains(where: { $0.name == name }) {
            refuse(stage, at: mark, "\"from\": \"\(name)\" does not stand before it; move it up")
        } else if !definition.hasGaps {
            let advice = Suggestion.advice(for: name, among: earlier.map(\.name))
            refuse(stage, at: mark, "\"from\": \"\(name)\" is not a stage of this pipeline\(advice)")
        }
        return nil
    }

    private mutating func refuse(_ stage: PipelineDefinition.Stage, at mark: SourceMark? = nil, _ message: String) {
        faults.append(PipelineProblem(at: mark ?? stage.mark, stage: stage.name, message))
    }

    /// A stage of an unknown type reads what any stage would.
    mutating func passUnknown(at index: Int) {
        if index > 0 { isRead[index - 1] = true }
    }

    /// Whether a pipeline begins as it should, with a source.
    func beginning<Payload>(_ catalogue: StageCatalogue<Payload>) -> [PipelineProblem] {
        guard !definition.hasGaps, let kind = kinds.first.flatMap(\.self), kind != .source else { return [] }
        let stage = definition.stages[0]
        let message = "a pipeline begins with a source, found a \(kind); expected \(Self.names(.source, catalogue)) before it"
        return [PipelineProblem(at: stage.mark, stage: stage.name, message)]
    }

    /// What is wrong with the ways from stage to stage. Each ends in a sink.
    consuming func problems<Payload>(_ catalogue: StageCatalogue<Payload>) -> [PipelineProblem] {
        // Where entries of the list are unreadable, it isn't known what they read; where a name is, neither.
        guard !definition.hasGaps else { return faults }
        let readsAreKnown = faults.isEmpty
        for (index, stage) in definition.stages.enumerated() where !isRead[index] {
            guard let kind = kinds[index], kind != .sink else { continue }
            if index == kinds.count - 1 {
                refuse(stage, "a pipeline ends with a sink, found a \(kind); expected \(Self.names(.sink, catalogue)) after it")
            } else if readsAreKnown {
                refuse(stage, "nothing reads what it gives; put a stage right after it, or let one say \"from: \(stage.name)\"")
            }
        }
        return faults
    }

    private static func names<Payload>(_ kind: StageKind, _ catalogue: StageCatalogue<Payload>) -> String {
        Suggestion.alternatives(catalogue.entries.filter { $0.kind == kind }.map(\.name))
    }
}

extension StageKind {
    /// What such a stage is called in a run.
    var partKind: PartReport.Kind {
        switch self {
        case .source: .source
        case .transform: .stage
        case .join: .join
        case .sink: .sink
        }
    }
}
