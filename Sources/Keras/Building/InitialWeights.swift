import NeuralNetwork
import Training

/// The weights that a layer begins with: what its options ask for (`kernel_initializer`, …), else what Keras takes for its class.
///
/// They are made in the order in which Keras makes them, so that the same seed gives the same weights.
enum InitialWeights {
    /// The weights of a layer, or of all layers of a network.
    ///
    /// - Parameter known: weights that a layer inside has already.
    static func weights(
        of layer: NetworkLayer, _ tree: LayerTree<[WeightSpecification]>, random: inout PythonRandom,
        known: (NetworkLayer) -> LayerTree<[Tensor]>? = { _ in nil }
    ) throws -> LayerTree<[Tensor]> {
        if let known = known(layer) { return known }
        switch (layer.kind, tree) {
        case (.network(let network), .network(let trees)):
            return .network(
                try zip(network.layers, trees).map { try weights(of: $0, $1, random: &random, known: known) })
        case (.layer, .layer(let specifications)):
            // What changes pictures at random has a stream of its own, whose seed Keras draws when the layer is built.
            if drawing.contains(layer.className), layer.entry[key: "config"]?[key: "seed"]?.isNull ?? true {
                _ = random.integer(in: 1...1_000_000_000)
            }
            return .layer(try specifications.map { try tensor($0, of: layer, random: &random) })
        default: preconditionFailure("layer \"\(layer.name)\" has weights of another kind: \(tree)")
        }
    }

    private static let drawing: Set = [
        "RandomFlip", "RandomRotation", "RandomZoom", "RandomTranslation", "RandomContrast", "RandomBrightness", "RandomCrop",
        "RandomHeight", "RandomWidth",
    ]

    private static func tensor(
        _ specification: WeightSpecification, of layer: NetworkLayer, random: inout PythonRandom
    ) throws -> Tensor {
        let owner = layer.owner(of: specification)
        do {
            let initializer = try initializer(of: specification, in: owner)
            guard specification.name == "bias", forgetsByOne(owner) else {
                return try initializer.tensor(shape: specification.shape, using: &random)
            }
            // Input gate, forget gate, cell, output gate.
            let units = specification.shape[0] / 4
            var values: [Float] = []
            values += try initializer.tensor(shape: [units], using: &random).values
            values += Array(repeating: 1, count: units)
            values += try initializer.tensor(shape: [2 * units], using: &random).values
            return Tensor(shape: specification.shape, values: values)
        } catch let error as InitializerError {
            throw KerasError.option(
                file: "initial weights", layer: layer.name, className: layer.className,
                option: "\(specification.name)_initializer", expected: "one for the shape \(specification.shape)",
                found: "\(error)")
        }
    }

    private static func initializer(of specification: WeightSpecification, in layer: NetworkLayer) throws -> any Initializer {
        let name = specification.name
        if let (option, value) = WeightOptions.find("initializer", of: name, in: layer) {
            return try InitializerOption.read(value, option: option, of: layer)
        }
        if let own = specification.initializer {
            return try InitializerOption.read(own, option: "\(name)_initializer", of: layer)
        }
        return byDefault(name, layer.className)
    }

    /// What Keras takes where no option says it.
    private static func byDefault(_ weight: String, _ className: String) -> any Initializer {
        switch (weight, className) {
        case ("scale", "Attention"): Ones()
        case ("vector_u", _): TruncatedNormal(stddev: 0.02)
        case ("embeddings", _): RandomUniform()
        case ("recurrent_kernel", _): Orthogonal()
        case ("gamma", _), ("moving_variance", _), ("variance", _), ("concat_score_weight", _): Ones()
        case ("kernel", _), ("depthwise_kernel", _), ("pointwise_kernel", _), ("scale", _): GlorotUniform()
        default: Zeros()
        }
    }

    private static func forgetsByOne(_ layer: NetworkLayer) -> Bool {
        let cell = WeightOptions.cell(of: layer)
        guard (layer.className + (layer.entry[key: "config"]?[key: "cell"]?[key: "class_name"]?.text ?? "")).contains("LSTM")
        else { return false }
        return (cell?[key: "unit_forget_bias"] ?? layer.entry[key: "config"]?[key: "unit_forget_bias"])?.flag ?? true
    }
}
