import HDF5
import NeuralNetwork
import Training

/// One tensor of an optimizer's state with the name that Keras gives it.
struct NamedOptimizerTensor {
    enum Content {
        case integer(Int)
        case number(Float)
        case tensor(Tensor)
    }

    let name: String
    let content: Content

    func write(to group: GroupWriter, as name: String) throws {
        switch content {
        case .integer(let value): try group.write([Int64(value)], shape: [], to: name)
        case .number(let value): try group.write([value], shape: [], to: name)
        case .tensor(let tensor):
            try tensor.withStoredElements { try group.write($0, shape: tensor.shape, to: name) }
        }
    }
}

extension OptimizerState {
    /// All that is kept, in the order of a generation and under its names, each once.
    ///
    /// - Parameter prefix: what Keras 3 writes before the names of a Sequential model's variables.
    func named(_ form: SavedOptimizerTensor.Form, variables: [Variable], prefix: String) -> [NamedOptimizerTensor] {
        let own = OptimizerConfiguration.name(of: optimizer, form)
        var taken: Set<String> = []
        return optimizer.savedTensors(variableCount: variables.count, form: form).map { entry in
            let content: NamedOptimizerTensor.Content
            switch entry {
            case .iteration:
                // The others count steps of the rule.
                content = .integer(form == .keras3 ? iteration : optimizer.settings.steps(after: iteration))
            case .learningRate: content = .number(optimizer.settings.learningRate.value(at: iteration))
            case .scalar(let index): content = .number(scalars[index])
            case .slot(let index, let variable): content = .tensor(slots[variable][index].value)
            // Nothing depends on it.
            case .unused(let variable): content = .tensor(Tensor(shape: variables[variable].shape) { $0.update(repeating: 0) })
            }
            let base = name(of: entry, form, own, variables, prefix)
            var (name, number) = (base, 0)
            while !taken.insert(name).inserted {
                number += 1
                name = base.hasSuffix(":0") ? "\(base.dropLast(2))_\(number):0" : "\(base)_\(number)"
            }
            return NamedOptimizerTensor(name: name, content: content)
        }
    }

    private func name(
        of entry: SavedOptimizerTensor, _ form: SavedOptimizerTensor.Form, _ own: String, _ variables: [Variable],
        _ prefix: String
    ) -> String {
        switch (entry, form) {
        case (.iteration, .keras2): return "iteration:0"
        case (.iteration, .keras3): return "\(own)/iteration"
        case (.iteration, _): return "\(own)/iter:0"
        case (.learningRate, _): return "\(own)/learning_rate"
        case (.scalar, .keras3): return "\(own)/variable"
        case (.scalar, _): return "\(own)/momentum_cache:0"
        case (.unused(let variable), _): return "\(own)/m/\(variables[variable].name):0"
        case (.slot(let index, let variable), .keras2):
            return "\(own)/\(optimizer.slots[index].name)/\(variables[variable].name):0"
        case (.slot(let index, let variable), .keras3):
            let path = (prefix + variables[variable].name).split(separator: "/").joined(separator: "_")
            return "\(own)/\(path)_\(optimizer.slots[index].keras3Name)"
        case (.slot(let index, let variable), _):
            return "\(own)/\(variables[variable].name)/\(legacyName(of: optimizer.slots[index].name)):0"
        }
    }

    /// What tf.keras up to 2.10 called a slot.
    private func legacyName(of slot: String) -> String {
        switch (optimizer, slot) {
        case (is RMSprop, "velocity"): "rms"
        case (is RMSprop, "average_gradient"): "mg"
        case (is Adadelta, "accumulated_grad"): "accum_grad"
        case (is Adadelta, "accumulated_delta_var"): "accum_var"
        case (is SGD, "m"): "momentum"
        case (is Adamax, "u"): "v"
        default: slot
        }
    }
}
