import OrderedCollections

/// A tensor as the configuration names it.
struct NamedTensor: Hashable {
    let layer: String
    let node: Int
    let tensor: Int
}

/// The calls of one layer as `inbound_nodes` lists them.
struct InboundCalls {
    struct Call {
        var tensors: [NamedTensor] = []
        /// What is neither tensor nor list.
        var constants: [JSON] = []
        var keywords: [(name: String, value: JSON)] = []
        /// The call of an operation, whose arguments are more than tensors.
        var operation: OperationCall?
    }

    /// What was wrong with the list.
    struct Fault: Error {
        let expected: String
        let found: String
    }

    private(set) var calls: [Call]
    /// Keras 3 counts the calls of a nested network from 0, earlier ones from 1, for 0 was its own making.
    let countsNetworksFromZero: Bool

    init(_ value: JSON, ofOperation: Bool) throws(Fault) {
        guard let nodes = value.elements else { throw Fault(expected: "inbound_nodes to be a list", found: value.excerpt) }
        var calls: [Call] = []
        for node in nodes {
            if ofOperation {
                let call = try OperationCall(node)
                calls.append(Call(tensors: call.tensors, operation: call))
            } else {
                calls.append(try node.object == nil ? Self.keras2(node) : Self.keras3(node))
            }
        }
        self.calls = calls
        countsNetworksFromZero = nodes.first?.object != nil
    }

    /// Gives the only call of an operation other tensors.
    mutating func replaceTensors(with tensors: [NamedTensor]) { calls[0].tensors = tensors }

    /// `[[layer, node, tensor, keywords], …]`, also nested deeper, also one alone.
    private static func keras2(_ node: JSON) throws(Fault) -> Call {
        var call = Call()
        func collect(_ value: JSON) throws(Fault) {
            guard let elements = value.elements, !elements.isEmpty else {
                throw Fault(expected: "[layer, node, tensor, keywords] for each input", found: value.excerpt)
            }
            if elements[0].text == nil {
                for element in elements { try collect(element) }
                return
            }
            call.tensors.append(try tensor(value))
            // Each input of a call repeats the keywords.
            if call.keywords.isEmpty, elements.count > 3, let keywords = elements[3].object {
                call.keywords = keywords.map { ($0.key, $0.value) }
            }
        }
        try collect(node)
        return call
    }

    /// `{"args": […], "kwargs": {…}}`, in which tensors are objects of the class `__keras_tensor__`.
    private static func keras3(_ node: JSON) throws(Fault) -> Call {
        var call = Call()
        func collect(_ value: JSON) throws(Fault) {
            if value[key: "class_name"]?.text == "__keras_tensor__" {
                guard let history = value[key: "config"]?[key: "keras_history"] else {
                    throw Fault(expected: "a keras_history in a tensor", found: value.excerpt)
                }
                call.tensors.append(try tensor(history))
            } else if let elements = value.elements {
                for element in elements { try collect(element) }
            } else {
                call.constants.append(value)
            }
        }
        guard let arguments = node[key: "args"]?.elements else {
            throw Fault(expected: "args in each inbound node", found: node.excerpt)
        }
        for argument in arguments { try collect(argument) }
        call.keywords = (node[key: "kwargs"]?.object ?? [:]).map { ($0.key, $0.value) }
        return call
    }

    /// `[layer, node, tensor, …]`.
    static func tensor(_ value: JSON) throws(Fault) -> NamedTensor {
        guard let parts = value.elements, parts.count >= 3, let layer = parts[0].text, let node = parts[1].integer,
            let tensor = parts[2].integer
        else { throw Fault(expected: "[layer, node, tensor]", found: value.excerpt) }
        return NamedTensor(layer: layer, node: node, tensor: tensor)
    }

    /// `input_layers` or `output_layers`: one triple, a list of them, or an object, whose keys then give the order.
    static func ends(_ value: JSON) throws(Fault) -> [NamedTensor] {
        if let members = value.object, value.elements == nil {
            var ends: [NamedTensor] = []
            for (_, member) in members.sorted(by: { $0.key < $1.key }) { ends += try Self.ends(member) }
            return ends
        }
        guard let elements = value.elements else { throw Fault(expected: "[layer, node, tensor] for each", found: value.excerpt) }
        if elements.first?.text != nil { return [try tensor(value)] }
        var ends: [NamedTensor] = []
        for element in elements { ends += try Self.ends(element) }
        return ends
    }
}
