import NeuralNetwork
import OrderedCollections

/// One call of a layer where a model is built.
struct LayerCall: Sendable {
    /// What a call says beside its tensors.
    struct Keyword: Sendable {
        enum Value: Sendable {
            case flag(Bool)
            case tensor(KerasTensor)
        }

        let name: String
        let value: Value

        init(_ name: String, _ value: Value) { (self.name, self.value) = (name, value) }
    }

    let inputs: [KerasTensor]
    let keywords: [Keyword]
    /// The shapes of what it gives; nil where the layer can't be called so.
    var outputs: [Shape]?

    /// Everything that it waits for, as Keras lists it: the tensors without a name first.
    var dependencies: [KerasTensor] {
        inputs
            + keywords.compactMap { keyword in
                if case .tensor(let tensor) = keyword.value { tensor } else { nil }
            }
    }

    /// The call among a layer's `inbound_nodes`: `[[layer, node, tensor, keywords], …]`.
    ///
    /// - Parameter place: layer, node and tensor under which the configuration has a tensor.
    func node(_ place: (KerasTensor) throws -> JSON) rethrows -> JSON {
        var options: OrderedDictionary<String, JSON> = [:]
        for keyword in keywords {
            switch keyword.value {
            case .flag(let flag): options[keyword.name] = .bool(flag)
            case .tensor(let tensor): options[keyword.name] = try place(tensor)
            }
        }
        return .array(try inputs.map { .array((try place($0).elements ?? []) + [.object(options)]) })
    }
}
