import NeuralNetwork
import OrderedCollections

/// One call of a layer where a model is built.
struct LayerCall: Sendable {
    /// What a call says beside its tensors.
    struct Keyword: Sendable {
        enum Value: Sendable {
            case flag(Bool)
            case value(JSON)
            case tensor(KerasTensor)
        }

        let name: String
        let value: Value

        init(_ name: String, _ value: Value) { (self.name, self.value) = (name, value) }
    }

    let inputs: [KerasTensor]
    let keywords: [Keyword]
    /// What stands where the first tensor would.
    var constant: JSON?
    /// Whether it is that of an operation, whose first argument stands by itself and not in a list.
    var isOfOperation = false
    /// The call itself, where it was read and says more than its tensors.
    var saved: SavedNode?
    /// The shapes of what it gives; nil where the layer can't be called so.
    var outputs: [Shape]?

    /// Everything that it waits for, as Keras lists it: the tensors without a name first.
    var dependencies: [KerasTensor] {
        saved?.tensors
            ?? inputs
            + keywords.compactMap { keyword in
                if case .tensor(let tensor) = keyword.value { tensor } else { nil }
            }
    }

    /// The call among a layer's `inbound_nodes`: `[[layer, node, tensor, keywords], …]`.
    ///
    /// - Parameter place: layer, node and tensor under which the configuration has a tensor.
    func node(_ place: (KerasTensor) throws -> JSON) rethrows -> JSON {
        if let saved { return try saved.renamed(place) }
        var options: OrderedDictionary<String, JSON> = [:]
        for keyword in keywords {
            switch keyword.value {
            case .flag(let flag): options[keyword.name] = .bool(flag)
            case .value(let value): options[keyword.name] = value
            case .tensor(let tensor): options[keyword.name] = try place(tensor)
            }
        }
        if let constant { return ["_CONSTANT_VALUE", -1, constant, .object(options)] }
        if isOfOperation, let first = inputs.first { return .array((try place(first).elements ?? []) + [.object(options)]) }
        return .array(try inputs.map { .array((try place($0).elements ?? []) + [.object(options)]) })
    }
}
