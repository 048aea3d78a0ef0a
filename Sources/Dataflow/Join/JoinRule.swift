/// Which items of a join's inputs belong together.
public enum JoinRule: Sendable, Hashable {
    /// Copies of one item, which took different ways from the last stage that all inputs come through. What left that stage first is
    /// joined first.
    case item
    /// Items of different sources, by their timestamps: each item of the first input with the nearest one of each other input, at
    /// most so far apart. Each item is used once.
    case time(within: Duration)
}

/// What a join does with an item that did not come by all inputs: a branch filtered it, gave it up or did not get it.
public enum IncompleteJoin: String, CaseIterable, Sendable, Codable {
    /// It is filtered.
    case drop
    /// It is joined with what did come.
    case pass
}

extension JoinRule {
    /// What can't be run as it stands.
    ///
    /// - Parameter fork: the last part through which all inputs come.
    func problems(of part: GraphPart, fork: Int?) -> [String] {
        let name = part.name
        var problems: [String] = []
        if part.inputs.count < 2 {
            problems.append("join \"\(name)\": expected at least 2 inputs, found \(part.inputs.count)")
        } else if self == .item, fork == nil {
            problems.append(
                "join \"\(name)\": its inputs have no stage in common, so that no item comes by all of them: join by time, or read "
                    + "from both in one stage")
        }
        if part.settings.overflow != .block {
            problems.append(
                "join \"\(name)\": overflow: expected block, found \(part.settings.overflow.rawValue): drop before the join")
        }
        if part.settings.workers != 1 { problems.append("join \"\(name)\": workers: expected 1, found \(part.settings.workers)") }
        if case .time(let within) = self {
            if within < .zero { problems.append("join \"\(name)\": within: expected at least 0, found \(within)") }
            if part.settings.capacity < 2 {
                problems.append(
                    "join \"\(name)\": capacity: expected at least 2 to join by time, found \(part.settings.capacity)")
            }
        }
        return problems
    }
}
