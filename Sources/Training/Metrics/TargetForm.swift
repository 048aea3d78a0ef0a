public import NeuralNetwork

/// What a truth says beside a prediction: by it Keras chooses what "accuracy" and "crossentropy" mean.
public enum TargetForm: String, Sendable, Hashable, CaseIterable {
    /// Numbers beside one number.
    case binary
    /// One-hot vectors beside as many probabilities.
    case categorical
    /// Class numbers beside probabilities.
    case sparseCategorical

    /// By the shapes, as tf.keras from 2.2 on and Keras 3 do.
    public init(truth: Shape, prediction: Shape) {
        let (own, other) = (truth.last ?? nil, prediction.last ?? nil)
        if other == 1 {
            self = .binary
        } else if truth.count < prediction.count || (own == 1 && other ?? 0 > 1) {
            self = .sparseCategorical
        } else {
            self = .categorical
        }
    }

    /// By the prediction's shape and the loss, as Keras up to 2.3 does.
    public init(prediction: Shape, loss: any Loss) {
        if (prediction.last ?? nil) == 1 || loss is BinaryCrossentropy {
            self = .binary
        } else {
            self = loss is SparseCategoricalCrossentropy ? .sparseCategorical : .categorical
        }
    }

    /// What "accuracy" or "acc" means, in any mixture of great and small letters.
    public var accuracy: any Metric {
        switch self {
        case .binary: BinaryAccuracy()
        case .categorical: CategoricalAccuracy()
        case .sparseCategorical: SparseCategoricalAccuracy()
        }
    }

    /// What "crossentropy" or "ce" means: as a loss in Keras 3, as a metric in Keras 2.
    public func crossentropy(_ generation: KerasGeneration = .two) -> any Loss {
        switch self {
        case .binary: BinaryCrossentropy(generation: generation)
        case .categorical: CategoricalCrossentropy()
        case .sparseCategorical: SparseCategoricalCrossentropy()
        }
    }
}

extension MetricCatalogue {
    /// The metric of a name, also of "accuracy", "acc" and, in Keras 2, "crossentropy" and "ce".
    public static func metric(named name: String, form: TargetForm, generation: KerasGeneration = .two) -> (any Metric)? {
        switch name.lowercased() {
        case "accuracy", "acc": form.accuracy
        case "crossentropy" where generation == .two, "ce" where generation == .two: LossMetric(form.crossentropy(generation))
        default: metric(named: name, generation: generation)
        }
    }
}

extension LossCatalogue {
    /// The loss of a name, also of "crossentropy" and "ce" in Keras 3.
    public static func loss(named name: String, form: TargetForm, generation: KerasGeneration = .two) -> (any Loss)? {
        ["crossentropy", "ce"].contains(name.lowercased()) && generation == .three
            ? form.crossentropy(generation) : loss(named: name, generation: generation)
    }
}
