import Keras
import NeuralNetwork
import Training

/// What a training begins with: how the model's file was compiled, as far as nothing else was asked for.
struct Beginning {
    private var compilation: Compilation
    private let learningRate: Float?
    /// What the loss asks for.
    let labels: ExampleSamples.Labels

    var optimizerName: String { type(of: compilation.optimizer).kerasName }

    /// - Parameters:
    ///   - classes: how many the examples have.
    ///   - loss: the name that was asked for.
    ///   - metrics: those that were asked for; none for what the file tells, or accuracy.
    init(_ model: Model, classes: Int, optimizer: OptimizerArguments, loss: String?, metrics: [String]) throws {
        let saved = try optimizer.freshOptimizer ? nil : Self.saved(in: model)
        let savedLoss = saved?.losses.first.map { choice in
            switch choice {
            case .named(let name): name
            case .loss(let loss): type(of: loss).kerasName
            }
        }
        let (name, labels) = try ClassTargets.choose(loss ?? savedLoss, for: model, classes: classes)
        self.labels = labels
        var compilation = saved ?? Compilation(optimizer: optimizer.make(), losses: [.named(name)])
        if loss != nil { compilation.losses = [.named(name)] }
        if !metrics.isEmpty { compilation.metrics = [metrics.map { .named($0) }] }
        if saved == nil, metrics.isEmpty { compilation.metrics = [["accuracy"]] }
        if optimizer.optimizer != nil { compilation.begin(with: optimizer.make()) }
        if let limit = optimizer.clipnorm { compilation.optimizer.settings.clipping = .norm(limit) }
        self.compilation = compilation
        learningRate = optimizer.learningRate
    }

    private static func saved(in model: Model) throws -> Compilation? {
        do {
            return try model.savedCompilation()
        } catch let error as KerasError {
            throw FitError.compilation(error)
        }
    }

    func compile(_ model: Model, _ options: PlanOptions) throws -> CompiledModel {
        let training: CompiledModel
        do {
            training = try model.compile(compilation, options: options)
        } catch let error as KerasError where compilation.optimizerState != nil {
            throw FitError.compilation(error)
        }
        if let learningRate { training.learningRate = learningRate }
        return training
    }
}
