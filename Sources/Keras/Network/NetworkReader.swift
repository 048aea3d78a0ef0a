import NeuralNetwork
import OrderedCollections

/// Reads a model's configuration into a `Network`.
struct NetworkReader {
    let context: ReadingContext
    /// Where in the file the configuration stands, as errors name it.
    let place: String

    static let classNames: Set = ["Model", "Functional", "Sequential"]

    /// How the layers of a model call each other.
    enum Form {
        case functional, sequential

        /// Nil for what is no model. A class of the user's own, derived from one of Keras' models, is told by its configuration.
        init?(_ className: String, _ config: JSON?) {
            switch className {
            case "Sequential": self = .sequential
            case "Model", "Functional": self = .functional
            // Keras 1: a layer that holds its branches, and a kind of model that is not read.
            case "Merge", "Graph": return nil
            default:
                guard config?[key: "layers"]?.elements != nil, LayerCatalogue.layer(named: className) == nil else { return nil }
                self = config?[key: "input_layers"] != nil && config?[key: "output_layers"] != nil ? .functional : .sequential
            }
        }
    }

    /// Whether an entry of a list of layers is a model itself.
    static func isNetwork(_ entry: JSON) -> Bool {
        entry[key: "class_name"]?.text.map { Form($0, entry[key: "config"]) != nil } ?? false
    }

    /// The network that `{"class_name": …, "config": …}` describes.
    ///
    /// The config alone is a model too: a list of layers, or an object with `layers`.
    func network(_ value: JSON) throws -> Network {
        if value[key: "class_name"] == nil, (value[key: "layers"] ?? value).elements?.isEmpty == false {
            return try network(
                className: value[key: "input_layers"] != nil ? "Functional" : "Sequential", config: value, name: nil)
        }
        guard let className = value[key: "class_name"]?.text, let config = value[key: "config"] else {
            throw fault(expected: "an object with class_name and config", found: value.excerpt)
        }
        return try network(className: className, config: config, name: nil)
    }

    func network(className: String, config: JSON, name: String?) throws -> Network {
        switch Form(className, config) {
        case .sequential: return try SequentialReader(reader: self).network(config, name: name)
        case .functional: return try FunctionalReader(reader: self).network(config, name: name)
        case nil:
            throw KerasError.unknownLayer(
                file: context.path, layer: config[key: "name"]?.text ?? name ?? place, className: className,
                known: Self.classNames.sorted())
        }
    }

    /// One entry of a list of layers, without its calls.
    ///
    /// - Parameter calls: those of the entry, for operations are only complete with their arguments.
    func layer(_ entry: JSON, calls: [InboundCalls.Call] = []) throws -> NetworkLayer {
        guard let className = entry[key: "class_name"]?.text, let config = entry[key: "config"] else {
            throw fault(expected: "a layer with class_name and config", found: entry.excerpt)
        }
        let given = entry[key: "name"]?.text ?? config[key: "name"]?.text
        if Self.isNetwork(entry) {
            let network = try network(className: className, config: config, name: given)
            return NetworkLayer(
                name: network.name, className: className, isTrainable: network.isTrainable, kind: .network(network), entry: entry)
        }
        guard let name = given else { throw fault(expected: "a name for each layer", found: entry.excerpt) }
        guard let members = config.object else {
            throw fault("layer \"\(name)\"", expected: "an object as its config", found: config.excerpt)
        }
        // A Sequential has no operations, for they are known by their calls.
        if !calls.isEmpty, OperationName.isOperation(className, members, in: context.version) {
            return NetworkLayer(
                name: name, className: className, isTrainable: true,
                kind: .layer(try OperationLayer(members, name: name, className: className, calls: calls, context: context)),
                entry: entry)
        }
        if let custom = context.customs[name] {
            return NetworkLayer(
                name: name, className: className, isTrainable: members["trainable"]?.flag ?? true, kind: .layer(custom),
                entry: entry)
        }
        // A registered class carries its package: `Custom>LayerScale`.
        let plainName = className.split(separator: ">").last.map(String.init) ?? className
        guard let type = LayerCatalogue.layer(named: plainName) else {
            if let reason = RefusedLayers.reason(plainName) {
                throw KerasError.unusableLayer(file: context.path, layer: name, className: className, reason: reason)
            }
            throw KerasError.unknownLayer(file: context.path, layer: name, className: className, known: LayerCatalogue.names)
        }
        var options = LayerOptions(members, layerName: name, className: className, context: context)
        let layer = try type.init(from: &options)
        try options.finish()
        return NetworkLayer(
            name: name, className: className, isTrainable: members["trainable"]?.flag ?? true, kind: .layer(layer),
            entry: entry)
    }

    /// Whether an entry of a list of layers is an operation.
    func isOperation(_ entry: JSON) -> Bool {
        guard let className = entry[key: "class_name"]?.text, let config = entry[key: "config"]?.object else { return false }
        return !Self.isNetwork(entry) && OperationName.isOperation(className, config, in: context.version)
    }

    func fault(_ inner: String? = nil, expected: String, found: String) -> KerasError {
        .configuration(
            file: context.path, place: inner.map { "\(place): \($0)" } ?? place, expected: expected, found: found)
    }
}
