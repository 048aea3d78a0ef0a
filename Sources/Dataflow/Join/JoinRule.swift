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
    func problems(of part: GraphOutline.Part, fork: Int?) -> [String] {
        let settings = part.settings
        var problems: [String] = []
        if part.inputs.count < 2 {
            problems.append("expected at least 2 inputs, found \(part.inputs.count)")
        } else if self == .item, fork == nil {
            problems.append(
                "its inputs have no stage in common, so that no item comes by all of them: join by time, or read from both in one "
                    + "stage")
        }
        if settings.overflow != .block {
            problems.append("overflow: expected block, found \(settings.overflow.rawValue): drop before the join")
        }
        if settings.workers != 1 { problems.append("workers: expected 1, found \(settings.workers)") }
        if case .time(let within) = self {
            if within < .zero { problems.append("within: expected at least 0, found \(within)") }
            if settings.capacity < 2 {
                problems.append("capacity: expected at least 2 to join by time, found \(settings.capacity)")
            }
        }
        return problems
    }
}
