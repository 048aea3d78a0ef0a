import OrderedCollections

/// One call of an operation as the configuration holds it: what its tensors are, and where they stand among its arguments.
struct OperationCall: Sendable {
    indirect enum Argument: Sendable {
        /// One of `tensors`.
        case tensor(Int)
        case value(PythonValue)
        case list([Argument])
        case slice(Argument, Argument, Argument)
        /// What another operation gives that needs no tensor's elements; `tensors` are those that it reads.
        case known(OperationLayer, output: Int, tensors: [Int])
    }

    private(set) var tensors: [NamedTensor] = []
    private(set) var positional: [Argument] = []
    private(set) var keywords: [(name: String, value: Argument)] = []

    /// Reads an entry of `inbound_nodes` of an operation, in the form of tf.keras or of Keras 3.
    init(_ node: JSON) throws(InboundCalls.Fault) {
        if node.object == nil || node.elements != nil { try readKeras2(node) } else { try readKeras3(node) }
    }

    /// The first argument, be it in lists, as `[layer, node, tensor, keywords]`; all others stand among the keywords.
    private mutating func readKeras2(_ node: JSON) throws(InboundCalls.Fault) {
        var options: OrderedDictionary<String, JSON> = [:]
        positional = [try first(node, options: &options)]
        // Keras counts the tensors among them behind those of the first argument.
        for (name, value) in options { keywords.append((name, try argument(value))) }
    }

    /// - Parameter options: the keywords, which each element of a list repeats.
    private mutating func first(
        _ value: JSON, options: inout OrderedDictionary<String, JSON>, depth: Int = 0
    ) throws(InboundCalls.Fault) -> Argument {
        guard let parts = value.elements, let start = parts.first, depth < 32 else {
            throw InboundCalls.Fault(expected: "[layer, node, tensor, keywords]", found: value.excerpt)
        }
        guard let name = start.text else {
            var list: [Argument] = []
            for part in parts { list.append(try first(part, options: &options, depth: depth + 1)) }
            return .list(list)
        }
        guard parts.count >= 3 else {
            throw InboundCalls.Fault(expected: "[layer, node, tensor, keywords]", found: value.excerpt)
        }
        if options.isEmpty, parts.count > 3 { options = parts[3].object ?? [:] }
        if name == "_CONSTANT_VALUE" { return try argument(parts[2]) }
        return tensor(try InboundCalls.tensor(value))
    }

    private mutating func tensor(_ tensor: NamedTensor) -> Argument {
        tensors.append(tensor)
        return .tensor(tensors.count - 1)
    }

    /// `{"args": […], "kwargs": {…}}`.
    private mutating func readKeras3(_ node: JSON) throws(InboundCalls.Fault) {
        guard let arguments = node[key: "args"]?.elements else {
            throw InboundCalls.Fault(expected: "args in each inbound node", found: node.excerpt)
        }
        for value in arguments { positional.append(try argument(value)) }
        for (name, value) in node[key: "kwargs"]?.object ?? [:] { keywords.append((name, try argument(value))) }
    }

    /// A value in which tensors may stand, in either form.
    private mutating func argument(_ value: JSON, depth: Int = 0) throws(InboundCalls.Fault) -> Argument {
        guard depth < 32 else { throw InboundCalls.Fault(expected: "arguments of few levels", found: value.excerpt) }
        if value[key: "class_name"]?.text == "__keras_tensor__" {
            guard let history = value[key: "config"]?[key: "keras_history"] else {
                throw InboundCalls.Fault(expected: "a keras_history in a tensor", found: value.excerpt)
            }
            return tensor(try InboundCalls.tensor(history))
        }
        if let elements = value.elements {
            if elements.count == 3, elements[0].text != nil, elements[1].integer != nil, elements[2].integer != nil {
                return tensor(try InboundCalls.tensor(value))
            }
            var list: [Argument] = []
            for element in elements { list.append(try argument(element, depth: depth + 1)) }
            return .list(list)
        }
        let slice = value[key: "class_name"]?.text == "__slice__" ? value[key: "config"] : value
        if let start = slice?[key: "start"], let stop = slice?[key: "stop"], let step = slice?[key: "step"] {
            return .slice(
                try argument(start, depth: depth + 1), try argument(stop, depth: depth + 1), try argument(step, depth: depth + 1))
        }
        return .value(PythonValue(value))
    }

    /// The call with some tensors replaced by the operations that give them. What those read is added to `tensors`, which else stay.
    func inlining(_ operation: (NamedTensor) -> OperationLayer?) -> OperationCall {
        var result = self
        func replaced(_ argument: Argument) -> Argument {
            switch argument {
            case .tensor(let index):
                guard let layer = operation(tensors[index]) else { return argument }
                let first = result.tensors.count
                result.tensors += layer.call.tensors
                return .known(layer, output: tensors[index].tensor, tensors: Array(first..<result.tensors.count))
            case .list(let elements): return .list(elements.map(replaced))
            case .slice(let start, let stop, let step): return .slice(replaced(start), replaced(stop), replaced(step))
            case .value, .known: return argument
            }
        }
        result.positional = positional.map(replaced)
        result.keywords = keywords.map { ($0.name, replaced($0.value)) }
        return result
    }
}
