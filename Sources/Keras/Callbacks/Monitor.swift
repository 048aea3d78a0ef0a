/// A number of the logs that a callback watches, and which way it gets better.
public struct Monitor: Sendable, Hashable {
    public enum Direction: Sendable, Hashable {
        case less, greater
        /// Greater for accuracies, areas under curves, precisions, recalls and scores, by the name; less for all else.
        case automatic
    }

    public let name: String
    private let isGreaterBetter: Bool

    public init(_ name: String, _ direction: Direction = .automatic) {
        self.name = name
        switch direction {
        case .less: isGreaterBetter = false
        case .greater: isGreaterBetter = true
        case .automatic:
            isGreaterBetter = ["acc", "auc", "precision", "recall", "f1", "fbeta", "iou"].contains {
                name.lowercased().contains($0)
            }
        }
    }

    /// Whether `value` is better than `best` by more than `least`.
    func isBetter(_ value: Float, than best: Float?, byMoreThan least: Float = 0) -> Bool {
        guard let best else { return !value.isNaN }
        return isGreaterBetter ? value > best + least : value < best - least
    }

    /// The watched number.
    ///
    /// - Throws: `TrainingError.argument` where the logs have none of the name.
    func value(in logs: TrainingLogs, for callback: String) throws(TrainingError) -> Float {
        guard let value = logs[name] else {
            throw .argument(
                name: "\(callback): monitor", expected: "one of \(logs.names.joined(separator: ", "))", found: "\"\(name)\"")
        }
        return value
    }
}
