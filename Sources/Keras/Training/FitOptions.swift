import Training

/// How samples are gone through in training.
public struct FitOptions: Sendable {
    public var batchSize: Int
    /// The epoch to end before, counted from 0.
    public var epochs: Int
    /// The epoch to begin with, for a training that goes on.
    public var initialEpoch: Int
    /// Whether each epoch has an order of its own.
    public var shuffles: Bool
    /// What the orders come from: those of tf.keras' `fit` after `keras.utils.set_random_seed`.
    public var seed: Int
    /// At most so many batches in an epoch; nil for all.
    public var stepsPerEpoch: Int?
    /// At most so many batches in a validation; nil for all.
    public var validationSteps: Int?
    /// nil for that of training.
    public var validationBatchSize: Int?
    /// What is printed to standard output; nothing unless asked for, other than in Keras. `ProgbarLogger` writes elsewhere.
    public var verbose: Verbosity

    public init(
        batchSize: Int = 32, epochs: Int = 1, initialEpoch: Int = 0, shuffles: Bool = true, seed: Int = 0,
        stepsPerEpoch: Int? = nil, validationSteps: Int? = nil, validationBatchSize: Int? = nil, verbose: Verbosity = .silent
    ) {
        (self.batchSize, self.epochs, self.initialEpoch) = (batchSize, epochs, initialEpoch)
        (self.shuffles, self.seed, self.stepsPerEpoch) = (shuffles, seed, stepsPerEpoch)
        (self.validationSteps, self.validationBatchSize) = (validationSteps, validationBatchSize)
        self.verbose = verbose
    }

    /// What prints the progress.
    var progress: [any TrainingCallback] { verbose == .silent ? [] : [ProgbarLogger(verbose)] }

    func check(_ count: Int) throws(TrainingError) {
        let least = [
            ("batch_size", batchSize, 1), ("epochs", epochs, 0), ("initial_epoch", initialEpoch, 0),
            ("steps_per_epoch", stepsPerEpoch ?? 1, 1), ("validation_steps", validationSteps ?? 1, 1),
            ("samples", count, 1),
        ]
        for (name, value, least) in least where value < least {
            throw .argument(name: name, expected: "at least \(least)", found: "\(value)")
        }
    }

    /// The orders of the epochs from the first that is trained on: a training that goes on with an epoch finds the same as one that
    /// never stopped.
    func orders(_ count: Int, from epoch: Int) -> EpochOrder {
        var orders = EpochOrder(seed: seed)
        if shuffles { for _ in 0..<epoch { _ = orders.next(count: count) } }
        return orders
    }
}
