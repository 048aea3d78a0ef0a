public import NeuralNetwork

/// Ends training once a number hasn't got better for some epochs.
public final class EarlyStopping: TrainingCallback {
    private let monitor: Monitor
    private let leastChange: Float
    private let patience: Int
    private let baseline: Float?
    private let restoresBest: Bool
    private let startEpoch: Int
    private var best: Float?
    private var wait = 0
    private var bestWeights: [Tensor]?
    /// The epoch after which it ended training.
    public private(set) var stoppedEpoch: Int?
    /// The epoch whose number was the best.
    public private(set) var bestEpoch: Int?

    /// - Parameters:
    ///   - leastChange: what counts as better.
    ///   - patience: how many epochs may bring nothing.
    ///   - baseline: what has to be surpassed.
    ///   - restoresBest: whether the model ends with the weights of its best epoch, also if nothing stopped it (Keras 3).
    ///   - startEpoch: from which epoch on it watches.
    public init(
        _ monitor: Monitor = Monitor("val_loss"), leastChange: Float = 0, patience: Int = 0, baseline: Float? = nil,
        restoresBest: Bool = false, startEpoch: Int = 0
    ) {
        (self.monitor, self.leastChange, self.patience) = (monitor, leastChange.magnitude, patience)
        (self.baseline, self.restoresBest, self.startEpoch) = (baseline, restoresBest, startEpoch)
    }

    public func trainingBegins(_ model: CompiledModel, _ options: FitOptions) {
        (best, wait, bestWeights, stoppedEpoch, bestEpoch) = (nil, 0, nil, nil, nil)
    }

    public func epochEnded(_ epoch: Int, _ logs: inout TrainingLogs, _ model: CompiledModel) throws {
        guard epoch >= startEpoch else { return }
        let value = try monitor.value(in: logs, for: "EarlyStopping")
        if restoresBest, bestWeights == nil { (bestWeights, bestEpoch) = (try model.weights, epoch) }
        wait += 1
        if monitor.isBetter(value, than: best, byMoreThan: leastChange) {
            (best, bestEpoch) = (value, epoch)
            if restoresBest { bestWeights = try model.weights }
            if baseline.map({ monitor.isBetter(value, than: $0, byMoreThan: leastChange) }) ?? true { wait = 0 }
            return
        }
        guard wait >= patience, epoch > 0 else { return }
        stoppedEpoch = epoch
        model.stopsTraining = true
    }

    public var memory: [String: Tensor] {
        get {
            var memory: [String: Tensor] = [:]
            (memory[number: "wait"], memory[number: "best"]) = (Float(wait), best)
            memory[number: "best epoch"] = bestEpoch.map { Float($0) }
            for (index, weight) in (bestWeights ?? []).enumerated() { memory["weight \(index)"] = weight }
            return memory
        }
        set {
            (wait, best) = (Int(newValue[number: "wait"] ?? 0), newValue[number: "best"])
            bestEpoch = newValue[number: "best epoch"].map { Int($0) }
            let weights = (0..<newValue.count).prefix { newValue["weight \($0)"] != nil }.compactMap { newValue["weight \($0)"] }
            bestWeights = weights.isEmpty ? nil : weights
        }
    }

    public func trainingEnded(_ model: CompiledModel) throws {
        if restoresBest, let bestWeights { try model.setWeights(bestWeights) }
    }
}
