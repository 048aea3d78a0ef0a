extension PipelineGraph {
    var shape: GraphShape { GraphShape(inputs: parts.map(\.inputs)) }

    /// What can't be run as it stands, a sentence each.
    var problems: [String] {
        settings.flatMap(\.problems) + sourceProblems + lifetimeProblems + nameProblems + endProblems
            + outline.crossingProblems.map(text)
    }

    private var outline: GraphOutline { GraphOutline(parts.map(\.outline)) }

    private func text(_ problem: GraphOutline.Problem) -> String {
        let part = parts[problem.part]
        return "\(part.kind.rawValue) \"\(part.name)\": \(problem.message)"
    }

    private var endProblems: [String] {
        var problems: [String] = []
        if sources.isEmpty { problems.append("there is no source: begin with one") }
        if !parts.contains(where: { $0.kind == .sink }) { problems.append("there is no sink: end with one") }
        return problems + outline.looseEnds.map(text)
    }

    private var sources: [GraphPart] { parts.filter { $0.kind == .source } }

    private var nameProblems: [String] {
        var problems: [String] = []
        var seen: Set<String> = []
        for name in settings.map(\.name) where !seen.insert(name).inserted {
            problems.append("stage \"\(name)\": the name is used twice: give each stage a name of its own")
        }
        var first: [String: String] = [:]
        for source in sources {
            guard let name = source.sourceName else { continue }
            if let other = first.updateValue(source.name, forKey: name) {
                problems.append(
                    "sources \"\(other)\" and \"\(source.name)\" both call their items \"\(name)\", which can't be told apart then: let "
                        + "them read different places, or let one serve both")
            }
        }
        return problems
    }

    private var sourceProblems: [String] {
        sources.filter { $0.settings.workers > 1 }.map {
            "source \"\($0.name)\": workers: expected 1, found \($0.settings.workers): a source is one task"
        }
    }

    private var lifetimeProblems: [String] {
        var problems: [String] = []
        let late = settings.filter(\.dropsLate)
        if let first = late.first, settings.allSatisfy({ $0.lifetime == nil }) {
            problems.append(
                "stage \"\(first.name)\": drops late items, but no source says for how long items are of use: give it a lifetime")
        }
        for part in parts {
            let (settings, isSource) = (part.settings, part.kind == .source)
            if isSource, settings.lifetime != nil, late.isEmpty {
                problems.append("source \"\(part.name)\": gives items a lifetime, but no stage drops late ones: let one do so")
            }
            if !isSource, settings.lifetime != nil {
                problems.append("stage \"\(part.name)\": lifetime: only a source gives one")
            }
            if isSource, settings.dropsLate {
                problems.append("source \"\(part.name)\": drops late items: only what takes items can")
            }
        }
        return problems
    }
}
