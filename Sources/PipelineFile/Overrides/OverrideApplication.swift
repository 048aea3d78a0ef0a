import Dataflow

extension PipelineDefinition {
    /// Puts the override's value in its place, or notes why there is none.
    mutating func apply<Payload>(_ override: PipelineOverride, at mark: SourceMark, _ catalogue: StageCatalogue<Payload>) {
        do {
            if override.target == .run {
                return try Self.set(override.value.read(at: mark), at: override.option[...], in: &run, mark, stage: "run")
            }
            let index = try index(of: override.target, at: mark)
            let value = try override.value.read(at: mark)
            try Self.set(value, at: override.option[...], in: &stages[index].options, mark, stage: stages[index].name)
        } catch {
            problems.append(error)
        }
    }

    private func index(of target: PipelineOverride.Target, at mark: SourceMark) throws(PipelineProblem) -> Int {
        guard !stages.isEmpty else { throw PipelineProblem(at: mark, "the pipeline has no stages") }
        switch target {
        case .source: return 0
        case .sink: return stages.count - 1
        case .run: preconditionFailure("override \(target): it is of no stage")
        case .stage(let name):
            let named = stages.indices.filter { stages[$0].name == name }
            let meant = named.isEmpty ? stages.indices.filter { stages[$0].type == name } : named
            if meant.count == 1 { return meant[0] }
            guard meant.isEmpty else {
                let names = Set(meant.map { stages[$0].name }).sorted()
                let advice =
                    names.count == meant.count ? "; expected \(Suggestion.alternatives(names))" : "; give each a \"name:\""
                throw PipelineProblem(at: mark, "\"\(name)\" means \(meant.count) stages of the pipeline\(advice)")
            }
            var names: [String] = []
            for stage in stages where !names.contains(stage.name) { names.append(stage.name) }
            throw PipelineProblem(
                at: mark, "no stage of the pipeline is named \"\(name)\"\(Suggestion.advice(for: name, among: names))")
        }
    }

    private static func set(
        _ value: OptionValue, at path: ArraySlice<String>, in map: inout OptionMap, _ mark: SourceMark, stage: String
    ) throws(PipelineProblem) {
        guard let key = path.first else { return }
        guard path.count > 1 else { return map.set(OptionMap.Entry(key, at: mark, value)) }
        var inner = OptionMap(at: mark)
        if let present = map[key]?.value {
            guard case .map(let found) = present.content else {
                throw PipelineProblem(
                    at: mark, stage: stage,
                    "\"\(key)\": expected a map to set \"\(path[path.startIndex + 1])\" in, found \(present.found)")
            }
            inner = found
        }
        try set(value, at: path.dropFirst(), in: &inner, mark, stage: stage)
        let keyMark = map[key]?.keyMark ?? mark
        map.set(OptionMap.Entry(key, at: keyMark, OptionValue(.map(inner), at: map[key]?.value.mark ?? mark)))
    }
}

extension PipelineOverride.Value {
    fileprivate func read(at mark: SourceMark) throws(PipelineProblem) -> OptionValue {
        switch self {
        case .text(let text): return OptionValue(.text(text), at: mark, typed: text)
        case .yaml(let text):
            guard let first = text.first, "[{\"'".contains(first) else {
                return OptionValue(PlainScalar.content(of: text), at: mark, typed: text)
            }
            var reader = YAMLReader { _, _ in mark }
            let value = reader.read(text)
            if let problem = reader.problems.first { throw problem }
            return value ?? OptionValue(.null, at: mark)
        }
    }
}
