import Training

extension CompiledModel {
    /// Saves the model as it is now with how it is compiled and the state of its optimizer, so that Keras, or
    /// ``Model/compiledAsSaved(options:)``, goes on with its training: a model of Keras 2 as tf.keras writes it, one of Keras 3 as that does.
    ///
    /// An optimizer that came from tf.keras up to 2.10, or from `tf.keras.optimizers.legacy`, stays one of that kind, whose state tf.keras
    /// itself keeps in HDF5 alone. A loss or metric of the user's own is written by its name, which has to be known where it is read.
    ///
    /// - Throws: as ``Model/save(_:)``.
    public func save(_ path: String) throws {
        try model().save(path, training: CompilationWriter(self))
    }

    /// Whose order the optimizer's state is saved in.
    var savedForm: SavedOptimizerTensor.Form {
        switch request.form {
        case .legacy?, .standalone?: return .legacy
        case .keras2?, .keras3?, nil:
            if compilation.generation == .three { return .keras3 }
            return optimizerState.optimizer.isLegacy ? .legacy : .keras2
        }
    }

    /// What Keras 3 writes before the names of variables: the name of a Sequential model.
    var networkPrefix: String { blueprint.network.isSequential ? name + "/" : "" }
}

extension Optimizer {
    /// Whether only tf.keras up to 2.10 computes as it does.
    fileprivate var isLegacy: Bool {
        if case .schedule(is LegacyDecay) = settings.learningRate { return true }
        return switch self {
        case let rule as RMSprop: rule.epsilonPlace == .besideRoot
        case let rule as Adagrad: rule.epsilonPlace == .besideRoot
        case let rule as Nadam: rule.scheduleDecay != 1
        default: false
        }
    }
}
