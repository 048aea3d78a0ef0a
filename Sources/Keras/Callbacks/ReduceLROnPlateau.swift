public import NeuralNetwork
import Training

/// Makes the learning rate smaller once a number hasn't got better for some epochs.
public final class ReduceLROnPlateau: TrainingCallback {
    private let monitor: Monitor
    private let factor: Float
    private let patience: Int
    private let leastChange: Float
    private let cooldown: Int
    private let leastRate: Float
    private var best: Float?
    private var wait = 0
    private var cooling = 0

    /// - Parameters:
    ///   - factor: what the rate is multiplied with, below 1.
    ///   - patience: how many epochs may bring nothing.
    ///   - leastChange: what counts as better.
    ///   - cooldown: how many epochs after a change aren't counted.
    ///   - leastRate: where the rate stays.
    public init(
        _ monitor: Monitor = Monitor("val_loss"), factor: Float = 0.1, patience: Int = 10, leastChange: Float = 1e-4,
        cooldown: Int = 0, leastRate: Float = 0
    ) {
        (self.monitor, self.factor, self.patience) = (monitor, factor, patience)
        (self.leastChange, self.cooldown, self.leastRate) = (leastChange, cooldown, leastRate)
    }

    public func trainingBegins(_ model: CompiledModel, _ options: FitOptions) throws {
        guard factor < 1 else {
            throw TrainingError.argument(name: "ReduceLROnPlateau: factor", expected: "below 1", found: "\(factor)")
        }
        (best, wait, cooling) = (nil, 0, 0)
    }

    public func epochEnded(_ epoch: Int, _ logs: inout TrainingLogs, _ model: CompiledModel) throws {
        logs["lr"] = model.learningRate
        let value = try monitor.value(in: logs, for: "ReduceLROnPlateau")
        if cooling > 0 { (cooling, wait) = (cooling - 1, 0) }
        if monitor.isBetter(value, than: best, byMoreThan: leastChange) {
            (best, wait) = (value, 0)
        } else if cooling == 0 {
            wait += 1
            guard wait >= patience, model.learningRate > leastRate else { return }
            model.learningRate = max(model.learningRate * factor, leastRate)
            (cooling, wait) = (cooldown, 0)
        }
    }

    public var memory: [String: Tensor] {
        get {
            var memory: [String: Tensor] = [:]
            (memory[number: "best"], memory[number: "wait"], memory[number: "cooling"]) = (best, Float(wait), Float(cooling))
            return memory
        }
        set {
            (best, wait) = (newValue[number: "best"], Int(newValue[number: "wait"] ?? 0))
            cooling = Int(newValue[number: "cooling"] ?? 0)
        }
    }
}
