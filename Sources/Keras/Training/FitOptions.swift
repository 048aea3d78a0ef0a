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
    /// How many batches an epoch has; nil for all samples once. Each epoch goes on where the one before it ended.
    public var stepsPerEpoch: Int?
    /// At most so many batches in a validation; nil for all.
    public var validationSteps: Int?
    /// nil for that of training.
    public var validationBatchSize: Int?
    /// After which epochs there is a validation.
    public var validationFrequency: ValidationFrequency
    /// What is printed to standard output; nothing unless asked for, other than in Keras. `ProgbarLogger` writes elsewhere.
    public var verbose: Verbosity

    public init(
        batchSize: Int = 32, epochs: Int = 1, initialEpoch: Int = 0, shuffles: Bool = true, seed: Int = 0,
        stepsPerEpoch: Int? = nil, validationSteps: Int? = nil, validationBatchSize: Int? = nil,
        validationFrequency: ValidationFrequency = 1, verbose: Verbosity = .silent
    ) {
        (self.batchSize, self.epochs, self.initialEpoch) = (batchSize, epochs, initialEpoch)
        (self.shuffles, self.seed, self.stepsPerEpoch) = (shuffles, seed, stepsPerEpoch)
        (self.validationSteps, self.validationBatchSize) = (validationSteps, validationBatchSize)
        (self.validationFrequency, self.verbose) = (validationFrequency, verbose)
    }

    /// What prints the progress.
    var progress: [any TrainingCallback] { verbose == .silent ? [] : [ProgbarLogger(verbose)] }

    /// - Throws: `TrainingError.argument`, also for epochs of more batches than `count` samples make: tf.keras begins with them, and ends once
    ///   it has gone through the samples as often as there are epochs.
    func check(samples count: Int) throws(TrainingError) {
        try check([("samples", count, 1)])
        let batches = (count + batchSize - 1) / batchSize
        guard let stepsPerEpoch, stepsPerEpoch > batches else { return }
        throw .argument(
            name: "steps_per_epoch", expected: "at most \(batches), the batches of \(batchSize) that \(count) samples make",
            found: "\(stepsPerEpoch)")
    }

    func check(_ others: [(name: String, value: Int, least: Int)] = []) throws(TrainingError) {
        let least = [
            ("batch_size", batchSize, 1), ("epochs", epochs, 0), ("initial_epoch", initialEpoch, 0),
            ("steps_per_epoch", stepsPerEpoch ?? 1, 1), ("validation_steps", validationSteps ?? 1, 1),
            ("validation_batch_size", validationBatchSize ?? 1, 1), ("validation_freq", validationFrequency.least, 1),
        ]
        for (name, value, least) in least + others where value < least {
            throw .argument(name: name, expected: "at least \(least)", found: "\(value)")
        }
    }
}

/// After which epochs of a training there is a validation: Keras' `validation_freq`.
public enum ValidationFrequency: Sendable, Hashable, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
    /// After so many epochs, again and again.
    case every(Int)
    /// After these, counted from 1 as Keras does.
    case after(Set<Int>)

    public init(integerLiteral value: Int) { self = .every(value) }
    public init(arrayLiteral elements: Int...) { self = .after(Set(elements)) }

    /// - Parameter epoch: counted from 0.
    func includes(_ epoch: Int) -> Bool {
        switch self {
        case .every(let count): (epoch + 1).isMultiple(of: count)
        case .after(let epochs): epochs.contains(epoch + 1)
        }
    }

    fileprivate var least: Int {
        switch self {
        case .every(let count): count
        case .after(let epochs): epochs.min() ?? 1
        }
    }
}
