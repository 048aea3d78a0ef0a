import OrderedCollections

/// A call as the configuration of a model holds it, whose tensors may get other names when they become another model's.
struct SavedNode: Sendable {
    private let node: JSON
    private let found: [NamedTensor: KerasTensor]
    /// All that the call waits for, each once, in order.
    let tensors: [KerasTensor]

    /// Whether calls of models are counted as Keras 3 counts them, from 0.
    private var countsNetworksFromZero: Bool { node.elements == nil }

    /// - Parameter tensor: the tensor of a name, nil for what is none.
    init(_ node: JSON, tensor: (_ name: NamedTensor, _ countsNetworksFromZero: Bool) -> KerasTensor?) {
        self.node = node
        var (found, tensors) = ([NamedTensor: KerasTensor](), [KerasTensor]())
        let isThird = node.elements == nil
        Self.forEachName(in: node) { name in
            guard found[name] == nil, let tensor = tensor(name, isThird) else { return }
            found[name] = tensor
            tensors.append(tensor)
        }
        (self.found, self.tensors) = (found, tensors)
    }

    /// The call under other names.
    ///
    /// - Parameter place: layer, node and tensor under which the new configuration has a tensor, in the form of Keras 2.
    func renamed(_ place: (KerasTensor) throws -> JSON) rethrows -> JSON {
        try Self.renamed(node) { name in
            guard let tensor = found[name], var parts = try place(tensor).elements else { return nil }
            if countsNetworksFromZero, let number = parts[1].integer {
                parts[1] = .integer(number - tensor.definition.firstNode)
            }
            return parts
        }
    }

    private static func name(_ value: JSON) -> NamedTensor? {
        guard let parts = value.elements, parts.count >= 3, parts[0].text != nil else { return nil }
        return try? InboundCalls.tensor(value)
    }

    private static func forEachName(in value: JSON, _ body: (NamedTensor) -> Void) {
        if let name = name(value) { body(name) }
        if let elements = value.elements {
            for element in elements { forEachName(in: element, body) }
        } else if let members = value.object {
            for member in members.values { forEachName(in: member, body) }
        }
    }

    private static func renamed(_ value: JSON, _ place: (NamedTensor) throws -> [JSON]?) rethrows -> JSON {
        if let elements = value.elements {
            if let name = name(value), let parts = try place(name) {
                return .array(parts + (try elements.dropFirst(3).map { try renamed($0, place) }))
            }
            return .array(try elements.map { try renamed($0, place) })
        }
        guard let members = value.object else { return value }
        var changed: OrderedDictionary<String, JSON> = [:]
        for (key, member) in members { changed[key] = try renamed(member, place) }
        return .object(changed)
    }
}
