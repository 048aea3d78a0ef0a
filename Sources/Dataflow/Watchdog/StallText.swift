extension StallReport.Item: CustomStringConvertible {
    /// `frames#12 (frames/0012.jpg)`
    public var description: String { "\(id)" + (origin.map { " (\($0))" } ?? "") }
}

extension StallReport.Queue: CustomStringConvertible {
    /// `the channel before "detect" (4 of 4)`
    public var description: String {
        let name =
            switch kind {
            case .channel: "the channel before \"\(stage)\""
            case .orderWindow: "the order window of \"\(stage)\""
            case .joinWindow: "the window of the join \"\(stage)\""
            case .memory: "the memory of the run"
            }
        return "\(name) (\(used) of \(capacity))"
    }
}

extension StallReport: CustomStringConvertible {
    /// What holds the run up, in one sentence.
    public var summary: String {
        let time = readable(duration)
        let at = item.map { " at item \($0)" } ?? ""
        return switch cause {
        case .idleSource: "idle source: \"\(stage)\" has emitted nothing for \(time), and all else waits for it"
        case .slowConsumer: "slow consumer: \"\(stage)\" has been busy\(at) for \(time), and all before it waits for room"
        case .stuckStage: "stuck stage: \"\(stage)\" has been busy\(at) for \(time)"
        case .deadlock: "deadlock: every part waits for another one; \(fullQueues)"
        }
    }

    private var fullQueues: String {
        let full = queues.filter(\.isFull).map(\.description)
        guard !full.isEmpty else { return "no channel is full" }
        return full.joined(separator: " and ") + (full.count == 1 ? " is full" : " are full")
            + ": give it more capacity, or hand items on in the order in which they come"
    }

    /// The parts and what lies between them, a line each, from source to sink.
    public var waits: [String] {
        let width = parts.map(\.name.count).max() ?? 0
        return parts.flatMap { part in
            let queues = queues.filter { $0.stage == part.name }.map { "\($0.used)/\($0.capacity)" }
            let place = queues.isEmpty ? "" : "  [\(queues.joined(separator: ", "))]"
            return part.workers.map { worker in
                "  \(part.name)\(String(repeating: " ", count: width - part.name.count))  \(worker)\(place)"
            }
        }
    }

    public var description: String {
        ([summary] + waits).joined(separator: "\n")
    }
}

extension StallReport.Worker: CustomStringConvertible {
    /// `working on frames#12 (frames/0012.jpg) for 30.0 s`
    public var description: String {
        if activity == .ended { return activity.rawValue }
        let time = " for \(readable(since))"
        guard let first = items.first else { return activity.rawValue + time }
        let others = items.count > 1 ? " and \(items.count - 1) more" : ""
        return activity.rawValue + (activity == .working ? " on " : " with ") + "\(first)\(others)\(time)"
    }
}
