import NeuralNetwork
public import Training

/// How a model is trained: what `compile` is told.
public struct Compilation: Sendable {
    public var optimizer: any Optimizer
    /// One for each output, or one for all.
    public var losses: [LossChoice]
    /// For each output, or one list for all.
    public var metrics: [[MetricChoice]]
    /// Metrics in which items count by their weights.
    public var weightedMetrics: [[MetricChoice]]
    /// By how much the loss of each output counts; nil for all alike.
    public var lossWeights: [Float]?
    /// What the optimizer kept until its model was saved, of a training that goes on; nil for an optimizer that begins.
    public var optimizerState: SavedOptimizerState?
    /// Whose order a file has that the compilation came from.
    var form: SavedOptimizerTensor.Form?

    public init(
        optimizer: any Optimizer, losses: [LossChoice], metrics: [[MetricChoice]] = [], weightedMetrics: [[MetricChoice]] = [],
        lossWeights: [Float]? = nil
    ) {
        (self.optimizer, self.losses, self.metrics) = (optimizer, losses, metrics)
        (self.weightedMetrics, self.lossWeights) = (weightedMetrics, lossWeights)
    }

    init(
        optimizer: any Optimizer, losses: [LossChoice], metrics: [[MetricChoice]], weightedMetrics: [[MetricChoice]],
        lossWeights: [Float]?, optimizerState: SavedOptimizerState?, form: SavedOptimizerTensor.Form
    ) {
        self.init(
            optimizer: optimizer, losses: losses, metrics: metrics, weightedMetrics: weightedMetrics, lossWeights: lossWeights)
        (self.optimizerState, self.form) = (optimizerState, form)
    }

    /// Begins with another optimizer, which knows nothing yet.
    public mutating func begin(with optimizer: any Optimizer) {
        (self.optimizer, optimizerState, form) = (optimizer, nil, nil)
    }
}

/// A loss, by the name that Keras has for it or itself.
public enum LossChoice: Sendable, ExpressibleByStringLiteral {
    case named(String)
    case loss(any Loss)

    public init(stringLiteral value: String) { self = .named(value) }
}

/// A metric, by the name that Keras has for it or itself with the name that it has in logs.
public enum MetricChoice: Sendable, ExpressibleByStringLiteral {
    case named(String)
    case metric(any Metric, name: String)

    public init(stringLiteral value: String) { self = .named(value) }
}

/// A compilation that goes with a model: every name is known.
struct ResolvedCompilation: Sendable {
    /// For each output.
    let losses: [any Loss]
    let lossWeights: [Float]
    /// For each trained variable.
    let regularizers: [(any Regularizer)?]
    let frozenCosts: [FrozenCost]
    /// For each trained variable.
    let constraints: [(any Constraint)?]
    let generation: KerasGeneration
    let metrics: [OutputMetric]

    /// What a frozen weight adds to the loss.
    struct FrozenCost: Sendable {
        let regularizer: any Regularizer
        let tensor: Tensor
    }

    /// A metric of one output.
    struct OutputMetric: Sendable {
        let output: Int
        let choice: MetricChoice
        let isWeighted: Bool
        /// As logs call it.
        let name: String
    }

    init(_ compilation: Compilation, _ blueprint: Blueprint, _ variables: ModelVariables) throws {
        let model = blueprint.description.name
        let outputs = blueprint.description.outputs
        let generation: KerasGeneration = blueprint.context.version.major >= 3 ? .three : .two
        func perOutput<Element>(_ given: [Element], _ option: String) throws(TrainingError) -> [Element] {
            if given.count == outputs.count { return given }
            guard given.count == 1 else {
                throw .compilation(
                    model: model, option: option, expected: "one, or one for each of \(outputs.count) outputs",
                    found: "\(given.count)")
            }
            return [Element](repeating: given[0], count: outputs.count)
        }
        losses = try perOutput(compilation.losses, "loss").map { (choice) throws(TrainingError) in
            switch choice {
            case .loss(let loss): return loss
            case .named(let name):
                guard let loss = LossCatalogue.loss(named: name, generation: generation) else {
                    throw .compilation(
                        model: model, option: "loss",
                        expected: "one of \(LossCatalogue.entries.map { $0.names[1] }.joined(separator: ", "))",
                        found: "\"\(name)\"")
                }
                return loss
            }
        }
        lossWeights =
            try compilation.lossWeights.map { (weights) throws(TrainingError) in try perOutput(weights, "loss_weights") }
            ?? [Float](repeating: 1, count: outputs.count)
        regularizers = try variables.trainable.map {
            try WeightPenalties.regularizer(of: $0.name, in: $0.owner, context: blueprint.context)
        }
        // Keras 3 leaves out what frozen layers cost.
        frozenCosts =
            generation == .three
            ? []
            : try variables.frozen.compactMap { weight in
                try WeightPenalties.regularizer(of: weight.name, in: weight.owner, context: blueprint.context)
                    .map { FrozenCost(regularizer: $0, tensor: weight.tensor) }
            }
        constraints = try variables.trainable.map {
            try WeightConstraints.constraint(of: $0, context: blueprint.context)
        }
        if let count = compilation.optimizer.settings.gradientAccumulationSteps, count < 2 {
            throw TrainingError.compilation(
                model: model, option: "gradient_accumulation_steps", expected: "at least 2, or none", found: "\(count)")
        }
        self.generation = generation
        var metrics: [OutputMetric] = []
        for (given, isWeighted) in [(compilation.metrics, false), (compilation.weightedMetrics, true)] where !given.isEmpty {
            for (output, choices) in try perOutput(given, isWeighted ? "weighted_metrics" : "metrics").enumerated() {
                for choice in choices {
                    let plain: String
                    switch choice {
                    case .metric(_, let name): plain = name
                    case .named(let name):
                        guard MetricCatalogue.metric(named: name, form: .categorical, generation: generation) != nil else {
                            throw TrainingError.compilation(
                                model: model, option: "metrics",
                                expected: "\"accuracy\" or the name of a metric of Keras", found: "\"\(name)\"")
                        }
                        plain = name
                    }
                    let own = outputs.count > 1 ? "\(outputs[output].name)_\(plain)" : plain
                    let isTaken = metrics.contains { $0.name == own }
                    let name = isWeighted && isTaken ? Self.weighted(plain, outputs[output].name, outputs.count) : own
                    metrics.append(OutputMetric(output: output, choice: choice, isWeighted: isWeighted, name: name))
                }
            }
        }
        self.metrics = metrics
    }

    /// What Keras calls a weighted metric beside one of the same name that isn't.
    private static func weighted(_ name: String, _ output: String, _ outputs: Int) -> String {
        outputs > 1 ? "\(output)_weighted_\(name)" : "weighted_\(name)"
    }
}
