import Dataflow

/// What a pipeline file says, whether it makes sense or not.
struct PipelineDefinition: Sendable {
    /// One entry of the list of stages.
    struct Stage: Sendable {
        /// The stage's name in the catalogue.
        var type: String
        var mark: SourceMark
        var options: OptionMap
        /// Whether the options were readable as a map; else they were reported, and asking for more is pointless.
        var isReadable = true

        /// What the stage is called in this pipeline: its `name:`, or else its type.
        var name: String {
            if case .text(let name)? = options["name"]?.value.content, StageName.isValid(name) { name } else { type }
        }
    }

    var name: String?
    /// What stands under `run:`.
    var run: OptionMap
    var stages: [Stage] = []
    /// Whether an entry of the list is no stage at all, so that what it would have done for others is unknown.
    var hasGaps = false
    var problems: [PipelineProblem]

    private static let keys = ["name", "run", "stages"]

    init(_ root: OptionValue, problems: [PipelineProblem]) {
        self.problems = problems
        run = OptionMap(at: root.mark)
        guard case .map(let map) = root.content else {
            if root.content == .null {
                refuse(root, "\"stages:\" with a list of stages")
            } else {
                refuse(root, "a map with \"stages:\"")
            }
            return
        }
        for entry in map.entries where !Self.keys.contains(entry.key) {
            let advice = Suggestion.advice(for: entry.key, among: Self.keys)
            self.problems.append(PipelineProblem(at: entry.keyMark, "\"\(entry.key)\" is not a key of a pipeline\(advice)"))
        }
        if let name = map["name"]?.value { readName(name) }
        if let run = map["run"]?.value { readRun(run) }
        guard let list = map["stages"] else {
            self.problems.append(PipelineProblem(at: map.mark, "expected \"stages:\" with a list of stages, found none"))
            return
        }
        guard case .list(let values) = list.value.content, !values.isEmpty else {
            let found = if case .list = list.value.content { "an empty list" } else { list.value.found }
            refuse(list.value, "a list of stages under \"stages:\"", found: found)
            return
        }
        for value in values { readStage(value) }
    }

    private mutating func readName(_ value: OptionValue) {
        guard case .text(let text) = value.content, !text.isEmpty else {
            return refuse(value, "the pipeline's name as text")
        }
        name = text
    }

    private mutating func readRun(_ value: OptionValue) {
        switch value.content {
        case .map(let map): run = map
        case .null: break
        default: refuse(value, "a map of options under \"run:\"")
        }
    }

    private mutating func readStage(_ value: OptionValue) {
        switch value.content {
        case .text(let type):
            stages.append(Stage(type: type, mark: value.mark, options: OptionMap(at: value.mark)))
        case .map(let map) where map.entries.count == 1:
            let entry = map.entries[0]
            var stage = Stage(type: entry.key, mark: entry.keyMark, options: OptionMap(at: entry.keyMark))
            switch entry.value.content {
            case .null: break
            case .map(let options): stage.options.entries = options.entries
            default:
                stage.isReadable = false
                let message = "expected options \"{name: value, …}\", found \(entry.value.found)"
                if entry.value.content != .unreadable {
                    problems.append(PipelineProblem(at: entry.value.mark, stage: entry.key, message))
                }
            }
            stages.append(stage)
        case .map(let map) where map.entries.isEmpty:
            refuse(value, "a stage", found: "an empty map")
            hasGaps = true
        case .map(let map):
            let keys = Suggestion.alternatives(map.entries.map(\.key), last: "and")
            let first = map.entries[0].key
            refuse(value, "one stage", found: "the keys \(keys); indent the options of \"\(first)\" further than its name")
            hasGaps = true
        default:
            refuse(value, "a stage")
            hasGaps = true
        }
    }

    private mutating func refuse(_ value: OptionValue, _ expected: String, found: String? = nil) {
        if value.content == .unreadable { return }
        problems.append(PipelineProblem(at: value.mark, "expected \(expected), found \(found ?? value.found)"))
    }
}
