import NeuralNetwork
import OrderedCollections
import Synchronization

/// A layer that a model is built of: its class, name and options as a configuration holds them, and the calls that were made.
///
/// Two layers are the same if they are the same object, as in Keras: calls of one share its weights.
public final class LayerDefinition: Sendable {
    /// What a layer is beside its options.
    enum Content: Sendable {
        case input
        /// A class of the catalogue.
        case layer
        /// A layer of the caller's own, by the class that it has in Swift.
        case custom(any Layer)
        /// A Lambda's function.
        case function(LambdaFunction)
        /// A whole model with its weights.
        case model(Blueprint, [LayerTree<[Tensor]>])
        /// A layer of a model that was read, by its entry there.
        case read(NetworkLayer, ReadingContext)
    }

    public let className: String
    public let name: String
    let content: Content
    /// The layers inside: of a Sequential all, of a wrapper the wrapped.
    let parts: [LayerDefinition]
    /// What the configuration says of the layer, but for its name, its type of numbers and whether it is trained.
    let options: OrderedDictionary<String, JSON>
    /// The shape of its input with the batch, where the layer stands at the head of a Sequential.
    let inputShape: Shape?
    private let type: String

    private struct State {
        var isTrainable: Bool
        var calls: [LayerCall] = []
        var weights: LayerTree<[Tensor]>?
        /// What the first call gave it, and what Keras then knows of it.
        var builtShape: Shape?
    }

    private let state: Mutex<State>

    init(
        _ className: String, name: String?, isTrainable: Bool = true, inputShape: [Int?]? = nil, type: String = "float32",
        content: Content = .layer, parts: [LayerDefinition] = [], options: KeyValuePairs<String, JSON> = [:]
    ) {
        self.className = className
        self.name = name ?? KerasSession.current.name(forClass: className)
        (self.content, self.parts) = (content, parts)
        self.options = OrderedDictionary(uniqueKeysWithValues: options.map { ($0.key, $0.value) })
        self.inputShape = inputShape.map { [nil] + $0 }
        self.type = type
        state = Mutex(State(isTrainable: isTrainable))
    }

    /// An input of a model.
    init(input shape: Shape, name: String?, type: String) {
        className = "InputLayer"
        self.name = name ?? KerasSession.current.nameOfInput()
        (content, parts) = (.input, [])
        options = [:]
        inputShape = shape
        self.type = type
        state = Mutex(State(isTrainable: true))
    }

    /// A model, which other models are built of.
    init(model blueprint: Blueprint, weights: [LayerTree<[Tensor]>]) {
        className = blueprint.network.isSequential ? "Sequential" : "Functional"
        name = blueprint.network.name
        (content, parts) = (.model(blueprint, weights), [])
        options = [:]
        inputShape = nil
        type = "float32"
        state = Mutex(State(isTrainable: blueprint.network.isTrainable))
    }

    /// A layer of a model that there is already.
    init(reading layer: NetworkLayer, of blueprint: Blueprint, weights: LayerTree<[Tensor]>) {
        (className, name) = (layer.className, layer.name)
        (content, parts, options, inputShape, type) = (.read(layer, blueprint.context), [], [:], nil, "float32")
        state = Mutex(State(isTrainable: layer.wasTrainable, weights: weights))
    }

    /// Adds a call of a model that there is already.
    func adopt(call: LayerCall) { state.withLock { $0.calls.append(call) } }

    var isTrainable: Bool {
        get { state.withLock { $0.isTrainable } }
        set {
            state.withLock { $0.isTrainable = newValue }
            for part in parts { part.isTrainable = newValue }
        }
    }

    var calls: [LayerCall] { state.withLock { $0.calls } }

    /// The weights, once the layer was called as it can be.
    var weights: LayerTree<[Tensor]>? { state.withLock { $0.weights } }

    func adopt(_ weights: LayerTree<[Tensor]>) { state.withLock { $0.weights = $0.weights ?? weights } }

    /// Adds a call and gives what the layer then gives; the first call that works makes the weights.
    ///
    /// - Parameter constant: a value that stands where the first tensor would.
    func call(_ inputs: [KerasTensor], _ keywords: [LayerCall.Keyword] = [], constant: JSON? = nil) -> [KerasTensor] {
        let isOperation = ["TFOpLambda", "SlicingOpLambda"].contains(className)
        var call = LayerCall(inputs: inputs, keywords: keywords, constant: constant, isOfOperation: isOperation)
        if let trial = try? CallTrial(of: call, of: self, place: name) {
            call.outputs = trial.outputs
            state.withLock { $0.builtShape = $0.builtShape ?? inputs.first?.shape }
            _ = try? makeWeights(trial.layer, trial.weights, trial.inputs)
        }
        let (made, number) = state.withLock { [call] state in
            state.calls.append(call)
            return (call, state.calls.count - 1)
        }
        guard let shapes = made.outputs else { return [KerasTensor(self, call: number, index: 0, shape: nil)] }
        return shapes.indices.map { KerasTensor(self, call: number, index: $0, shape: shapes[$0]) }
    }

    /// Makes the weights of the layer and of those inside, unless they have some.
    ///
    /// - Returns: the weights of all of it.
    @discardableResult
    func makeWeights(
        _ layer: NetworkLayer, _ needed: LayerTree<[WeightSpecification]>, _ inputs: LayerTree<[Shape]>
    ) throws -> LayerTree<[Tensor]> {
        if case .layer(let shapes) = inputs { state.withLock { $0.builtShape = $0.builtShape ?? shapes.first } }
        if let weights { return weights }
        let made: LayerTree<[Tensor]>
        switch (content, layer.kind, needed, inputs) {
        case (.model(_, let weights), _, _, _): made = .network(weights)
        case (_, .network(let network), .network(let trees), .network(let shapes)):
            let parts = Dictionary(parts.map { ($0.name, $0) }) { first, _ in first }
            made = .network(
                try network.layers.indices.map { index in
                    let layer = network.layers[index]
                    return try parts[layer.name].map { try $0.makeWeights(layer, trees[index], shapes[index]) } ?? .layer([])
                })
        default: made = try KerasSession.current.draw { try InitialWeights.weights(of: layer, needed, random: &$0) }
        }
        adopt(made)
        return made
    }
}

extension LayerDefinition {
    /// `{"class_name": …, "config": …}` as tf.keras writes it in HDF5.
    var entry: OrderedDictionary<String, JSON> {
        if case .read(let layer, _) = content, var entry = layer.entry.object {
            entry["inbound_nodes"] = nil
            entry["config"] = configuration
            return entry
        }
        return ["class_name": .string(className), "config": configuration]
    }

    /// The options as Keras writes them of a layer that was called.
    private var builtOptions: OrderedDictionary<String, JSON> {
        guard let shape = state.withLock({ $0.builtShape }) else { return options }
        var built = options
        switch className {
        case "BatchNormalization", "LayerNormalization":
            // They then count their axes from the first.
            let axes = options["axis"]?.elements?.compactMap(\.integer) ?? []
            built["axis"] = .integers(axes.map { $0 < 0 ? $0 + shape.count : $0 })
        case "TimeDistributed":
            var layer = options["layer"]?.object
            layer?["build_config"] = .object(["input_shape": .shape(Shape(shape.prefix(1)) + shape.dropFirst(2))])
            built["layer"] = layer.map(JSON.object)
        default: break
        }
        return built
    }

    /// The entries of the layers of a Sequential; one that was called has an input of its own.
    private var entries: [JSON] {
        let entries = parts.map { JSON.object($0.entry) }
        guard let first = parts.first, headShape == nil, let shape = state.withLock({ $0.builtShape }) else { return entries }
        return [.object(LayerDefinition(input: shape, name: first.name + "_input", type: "float32").entry)] + entries
    }

    private var configuration: JSON {
        switch content {
        case .input:
            return .object([
                "batch_input_shape": .shape(inputShape ?? []), "dtype": .string(type), "sparse": false, "ragged": false,
                "name": .string(name), "optional": false,
            ])
        case .model(let blueprint, _):
            let config = blueprint.configuration[key: "config"] ?? .null
            return isTrainable == blueprint.network.isTrainable ? config : TrainableFlags.setting(isTrainable, in: config)
        case .read(let layer, _):
            let config = layer.entry[key: "config"] ?? .null
            guard isTrainable != layer.wasTrainable else { return config }
            if case .network = layer.kind { return TrainableFlags.setting(isTrainable, in: config) }
            var members = config.object ?? [:]
            members["trainable"] = .bool(isTrainable)
            return .object(members)
        case .layer where className == "Sequential":
            return .object(["name": .string(name), "layers": .array(entries)])
        case .layer, .custom, .function:
            var members: OrderedDictionary<String, JSON> = [
                "name": .string(name), "trainable": .bool(isTrainable), "dtype": .string(type),
            ]
            if let inputShape { members["batch_input_shape"] = .shape(inputShape) }
            return .object(members.merging(builtOptions) { first, _ in first })
        }
    }
}

extension LayerDefinition {
    /// Whether it is a network, whose calls Keras 2 counts from 1: its own making was call 0.
    var isNetwork: Bool {
        switch content {
        case .model: true
        case .read(let layer, _): if case .network = layer.kind { true } else { false }
        default: className == "Sequential"
        }
    }

    var firstNode: Int { isNetwork ? 1 : 0 }

    var isInput: Bool {
        if case .input = content { true } else { false }
    }

    /// The shape with the batch of what goes in at the head, where the layer or the first one inside tells it.
    var headShape: Shape? {
        if case .model(let blueprint, _) = content { return blueprint.description.inputs.first?.shape }
        return inputShape ?? (className == "Sequential" ? parts.first?.headShape : nil)
    }

    /// Makes the weights for an input of this shape, if the layer can be called so.
    func makeWeights(for shape: Shape) {
        let input = KerasTensor(LayerDefinition(input: shape, name: "input", type: "float32"), call: 0, index: 0, shape: shape)
        guard let trial = try? CallTrial(of: LayerCall(inputs: [input], keywords: []), of: self, place: name) else { return }
        _ = try? makeWeights(trial.layer, trial.weights, trial.inputs)
    }
}

extension NetworkLayer {
    /// Whether the layer, or the model that it is, was read as one that is trained.
    fileprivate var wasTrainable: Bool {
        if case .network(let network) = kind { network.isTrainable } else { isTrainable }
    }
}

extension JSON {
    /// A layer that is an option of another.
    static func layer(_ definition: LayerDefinition) -> JSON {
        let entry = definition.entry
        return .keras("layers", definition.className, entry["config"] ?? .null)
    }

    /// A shape in which null is what only the input decides.
    static func shape(_ shape: Shape) -> JSON { .array(shape.map { $0.map(JSON.integer) ?? .null }) }
}
