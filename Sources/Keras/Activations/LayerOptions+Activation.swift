import NeuralNetwork

extension LayerOptions {
    /// An activation: null for none, a name, `{"class_name": "function", "config": name}` for a registered function, or a whole
    /// layer such as `{"class_name": "LeakyReLU", "config": {…}}`.
    mutating func activation(_ option: String = "activation") throws -> NeuralNetwork.Activation {
        note(option, "the name of an activation or an activation layer", default: "linear")
        guard let value = value(option) else { return .linear }
        if let name = value.text { return try activation(named: name) }
        guard let className = value[key: "class_name"]?.text, let config = value[key: "config"] else {
            throw fault(option, expected: "the name of an activation or an activation layer", found: value)
        }
        if className == "function", let name = config.text { return try activation(named: name) }
        guard let layer = LayerCatalogue.layer(named: className) as? any ActivatingLayer.Type, let members = config.object else {
            throw unknown(activation: className)
        }
        var nested = LayerOptions(members, layerName: layerName, className: "\(self.className), \(className)", context: context)
        let function = try layer.init(from: &nested)
        if let axes = (function as? SoftmaxLayer)?.axes, axes.count > 1 {
            throw fault(option, expected: "a softmax along one axis", found: value)
        }
        try nested.finish()
        return function.activation
    }

    /// An activation of which absence means another than none.
    mutating func activation(_ option: String, default absent: String) throws -> NeuralNetwork.Activation {
        note(option, "the name of an activation or an activation layer", default: .string(absent))
        return has(option) ? try activation(option) : try activation(named: absent)
    }

    private func activation(named name: String) throws -> NeuralNetwork.Activation {
        // A registered function carries its package: `Custom>relu6`.
        let plain = name.split(separator: ">").last.map(String.init) ?? name
        guard let activation = ActivationCatalogue.activation(named: plain, in: context.version) else {
            throw unknown(activation: name)
        }
        return activation
    }

    private func unknown(activation name: String) -> KerasError {
        .unknownActivation(
            file: context.path, layer: layerName, className: className, function: name, known: ActivationCatalogue.names)
    }
}
