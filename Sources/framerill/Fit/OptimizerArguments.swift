import ArgumentParser
import Training

/// An optimizer with its options, by Keras' names.
struct OptimizerArguments: ParsableArguments {
    private static let names = OptimizerCatalogue.optimizers.map { type(of: $0).kerasName.lowercased() }

    @Option(
        help: ArgumentHelp(
            "How steps are taken: \(names.joined(separator: ", ")). Unless given, as the model's file tells, or adam.",
            valueName: "name"))
    var optimizer: String?

    @Flag(help: "Compile the model anew: leave the optimizer, its state, the loss and the metrics that its file tells.")
    var freshOptimizer = false

    @Option(
        help: ArgumentHelp("How far steps go; unless given, as the model's file tells, or Keras' default.", valueName: "rate"))
    var learningRate: Float?

    @Option(help: "What SGD keeps of the way it went before.")
    var momentum = 0.0

    @Flag(help: "Have SGD look ahead.")
    var nesterov = false

    @Option(help: "Scale the gradient of each weight so that its norm is at most this.")
    var clipnorm: Double?

    func validate() throws {
        guard let chosen = OptimizerCatalogue.optimizer(named: name) else {
            throw ValidationError("--optimizer: expected \(Self.names.joined(separator: ", ")), found \(name)")
        }
        if let learningRate, learningRate <= 0 {
            throw ValidationError("--learning-rate: expected more than 0, found \(learningRate)")
        }
        if !(chosen is SGD), momentum != 0 || nesterov {
            throw ValidationError("--momentum, --nesterov: expected --optimizer sgd beside them, found \(name)")
        }
    }

    private var name: String { optimizer ?? "adam" }

    /// Of a name that `validate` has accepted.
    func make() -> any Optimizer {
        guard var chosen = OptimizerCatalogue.optimizer(named: name) else { preconditionFailure("no \(name)") }
        if var descent = chosen as? SGD {
            (descent.momentum, descent.isNesterov) = (momentum, nesterov)
            chosen = descent
        }
        if let learningRate { chosen.settings.learningRate = .constant(learningRate) }
        chosen.settings.clipping = GradientClipping(clipnorm: clipnorm)
        return chosen
    }
}
