extension PipelineGraph {
    var shape: GraphShape { GraphShape(inputs: parts.map(\.inputs)) }

    /// What can't be run as it stands, a sentence each.
    var problems: [String] {
        settings.flatMap(\.problems) + sourceProblems + lifetimeProblems + nameProblems + shapeProblems + joinProblems
            + sharingProblems
    }

    private var sources: [GraphPart] { parts.filter { $0.kind == .source } }

    private var nameProblems: [String] {
        var problems: [String] = []
        var seen: Set<String> = []
        for name in settings.map(\.name) where !seen.insert(name).inserted {
            problems.append("stage \"\(name)\": the name is used twice: give each stage a name of its own")
        }
        var sourceNames: Set<String> = []
        for name in sources.compactMap(\.sourceName) where !sourceNames.insert(name).inserted {
            problems.append("two sources call their items \"\(name)\": give each source a name of its own")
        }
        return problems
    }

    private var shapeProblems: [String] {
        var problems: [String] = []
        if sources.isEmpty { problems.append("there is no source: begin with one") }
        if !parts.contains(where: { $0.kind == .sink }) { problems.append("there is no sink: end with one") }
        let readers = shape.readers
        for (index, part) in parts.enumerated() {
            if part.kind != .source, part.inputs.isEmpty {
                problems.append("\(part.kind.rawValue) \"\(part.name)\" reads from nothing: say what it reads from")
            }
            if part.kind != .sink, readers[index].isEmpty {
                problems.append("\(part.kind.rawValue) \"\(part.name)\": nothing reads what it gives: end in a sink")
            }
        }
        return problems
    }

    private var joinProblems: [String] {
        let shape = shape
        return parts.enumerated().flatMap { index, part -> [String] in
            guard let rule = part.rule else {
                guard let (first, second) = shape.sharedOrigin(of: part.inputs) else { return [] }
                let names =
                    first == second
                    ? "twice from \"\(parts[first].name)\"" : "from \"\(parts[first].name)\" and \"\(parts[second].name)\""
                return [
                    "\(part.kind.rawValue) \"\(part.name)\" reads \(names), which carry items of one source: put a join before it"
                ]
            }
            return rule.problems(of: part, fork: shape.fork(before: index))
        }
    }

    private var sharingProblems: [String] {
        let readers = shape.readers
        return parts.enumerated().flatMap { index, part -> [String] in
            guard part.settings.fanOut == .roundRobin else { return [] }
            if readers[index].count < 2 {
                return [
                    "\(part.kind.rawValue) \"\(part.name)\": gives its readers items in turn, but has only \(readers[index].count)"
                ]
            }
            return readers[index].filter { parts[$0.part].isConditional[$0.input] }.map {
                "stage \"\(parts[$0.part].name)\": takes only some items of \"\(part.name)\", which gives its readers items in turn: "
                    + "use one of the two"
            }
        }
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
