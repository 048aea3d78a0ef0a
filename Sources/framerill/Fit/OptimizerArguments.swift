import ArgumentParser
import Training

/// An optimizer with its options, by Keras' names.
struct OptimizerArguments: ParsableArguments {
    enum Name: String, CaseIterable, ExpressibleByArgument {
        case sgd, rmsprop, adam, adamw, adamax, nadam, adagrad, adadelta, ftrl, lion
    }

    @Option(help: "How steps are taken.")
    var optimizer = Name.adam

    @Option(help: ArgumentHelp("How far steps go; Keras' default of the optimizer unless given.", valueName: "rate"))
    var learningRate: Float?

    @Option(help: "What SGD keeps of the way it went before.")
    var momentum = 0.0

    @Flag(help: "Have SGD look ahead.")
    var nesterov = false

    @Option(help: "Scale the gradient of each weight so that its norm is at most this.")
    var clipnorm: Double?

    func validate() throws {
        if let learningRate, learningRate <= 0 {
            throw ValidationError("--learning-rate: expected more than 0, found \(learningRate)")
        }
        if optimizer != .sgd, momentum != 0 || nesterov {
            throw ValidationError("--momentum, --nesterov: expected --optimizer sgd beside them, found \(optimizer.rawValue)")
        }
    }

    func make() -> any Optimizer {
        var chosen: any Optimizer =
            switch optimizer {
            case .sgd: SGD(momentum: momentum, nesterov: nesterov)
            case .rmsprop: RMSprop()
            case .adam: Adam()
            case .adamw: AdamW()
            case .adamax: Adamax()
            case .nadam: Nadam()
            case .adagrad: Adagrad()
            case .adadelta: Adadelta()
            case .ftrl: Ftrl()
            case .lion: Lion()
            }
        if let learningRate { chosen.settings.learningRate = .constant(learningRate) }
        chosen.settings.clipping = GradientClipping(clipnorm: clipnorm)
        return chosen
    }
}
