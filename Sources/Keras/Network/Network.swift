import NeuralNetwork

/// A model's layers and how they call each other: the content of `model_config`, checked, without weights and without shapes.
///
/// A layer may be called several times (shared layers), and may be a network itself (nested models). A tensor is known by the
/// layer that gave it, by which of its calls, and by its place among that call's results.
struct Network: Sendable {
    let name: String
    let isSequential: Bool
    let isTrainable: Bool
    let layers: [NetworkLayer]
    /// The inputs in the model's order: calls of its input layers.
    let inputs: [TensorReference]
    let outputs: [TensorReference]
    /// All calls, in an order in which each finds its inputs ready.
    let order: [CallReference]
}

/// One layer in its place in a network.
struct NetworkLayer: Sendable {
    enum Kind: Sendable {
        case layer(any Layer)
        case network(Network)
    }

    var name: String
    let className: String
    let isTrainable: Bool
    var kind: Kind
    /// The entry in the configuration that this layer was read from, for saving; null for an input that the reader added.
    var entry: JSON = .null
    /// What each call is given.
    var calls: [[TensorReference]] = []
    /// What some calls say beside their tensors.
    var details: [Int: CallDetails] = [:]

    /// What the layer is in a call, which may set it otherwise (attention with a causal mask).
    func kind(ofCall call: Int) -> Kind { details[call]?.layer.map { .layer($0) } ?? kind }

    /// All tensors that a call waits for.
    func dependencies(ofCall call: Int) -> [TensorReference] { calls[call] + (details[call]?.masks.compactMap(\.self) ?? []) }

    /// The operation that it is, if it is one.
    var operation: OperationLayer? {
        if case .layer(let layer) = kind { layer as? OperationLayer } else { nil }
    }

    var isInput: Bool {
        if case .layer(let layer) = kind { layer is InputLayer } else { false }
    }
}

struct TensorReference: Hashable, Sendable {
    var layer: Int
    var call: Int
    var tensor: Int
}

struct CallReference: Hashable, Sendable {
    var layer: Int
    var call: Int
}
