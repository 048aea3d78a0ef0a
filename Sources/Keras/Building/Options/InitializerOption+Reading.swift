import OrderedCollections
import Training

extension InitializerOption {
    /// The initialiser that an option names: a name, or `{"class_name": …, "config": …}`.
    static func read(_ value: JSON, option: String, of layer: NetworkLayer) throws -> any Initializer {
        func fault(_ expected: String, _ found: JSON) -> KerasError {
            .option(
                file: "initial weights", layer: layer.name, className: layer.className, option: option, expected: expected,
                found: found.excerpt)
        }
        let name = value.text ?? value[key: "class_name"]?.text
        guard let name, let known = InitializerCatalogue.initializer(named: name) else {
            let names = InitializerCatalogue.initializers.map { type(of: $0).kerasName }.joined(separator: ", ")
            throw fault("an initializer that Framerill knows (\(names))", value)
        }
        guard let options = value[key: "config"]?.object else { return known }
        func number(_ name: String) throws -> Float? {
            guard let value = options[name], !value.isNull else { return nil }
            guard let number = value.number else { throw fault("a number as \(name)", value) }
            return Float(number)
        }
        let seed = options["seed"]?.integer
        switch known {
        case is Training.Constant:
            if let values = options["value"]?.elements {
                return Training.Constant(values: values.compactMap { $0.number.map { Float($0) } })
            }
            return Training.Constant(value: try number("value") ?? 0)
        case is Training.Identity: return Training.Identity(gain: try number("gain") ?? 1)
        case is Orthogonal: return Orthogonal(gain: try number("gain") ?? 1, seed: seed)
        case is RandomNormal:
            return RandomNormal(mean: try number("mean") ?? 0, stddev: try number("stddev") ?? 0.05, seed: seed)
        case is TruncatedNormal:
            return TruncatedNormal(mean: try number("mean") ?? 0, stddev: try number("stddev") ?? 0.05, seed: seed)
        case is RandomUniform:
            return RandomUniform(minval: try number("minval") ?? -0.05, maxval: try number("maxval") ?? 0.05, seed: seed)
        case is VarianceScaling: return try scaling(options, seed: seed, fault)
        case var random as any RandomInitializer:
            random.seed = seed
            return random
        default: return known
        }
    }

    private static func scaling(
        _ options: OrderedDictionary<String, JSON>, seed: Int?, _ fault: (String, JSON) -> KerasError
    ) throws -> VarianceScaling {
        var scaling = VarianceScaling(seed: seed)
        if let scale = options["scale"]?.number { scaling.scale = scale }
        if let value = options["mode"] {
            guard let mode = value.text.flatMap(VarianceScaling.Mode.init) else { throw fault("a mode", value) }
            scaling.mode = mode
        }
        if let value = options["distribution"] {
            let name = value.text == "normal" ? "truncated_normal" : value.text
            guard let distribution = name.flatMap(VarianceScaling.Shape.init) else { throw fault("a distribution", value) }
            scaling.distribution = distribution
        }
        return scaling
    }
}
