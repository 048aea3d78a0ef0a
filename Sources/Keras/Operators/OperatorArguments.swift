import NeuralNetwork

/// The arguments of one call by name. What a function has not asked for at its end is an error, unless it is None.
struct OperatorArguments {
    let function: String
    /// The Keras that saved the file.
    let version: KerasVersion
    private var values: [String: OperatorValue] = [:]
    private var unread: Set<String> = []

    init(function: String, version: KerasVersion) { (self.function, self.version) = (function, version) }

    @discardableResult
    mutating func set(_ name: String, _ value: OperatorValue) -> Bool {
        unread.insert(name)
        return values.updateValue(value, forKey: name) == nil
    }

    mutating func ignore(_ name: String) { unread.remove(name) }

    func fault(_ name: String, _ expected: String, _ found: OperatorValue?) -> ReadingFault {
        ReadingFault("\(function): argument \"\(name)\": expected \(expected), found \(found?.kind ?? "nothing")")
    }

    /// The value of an argument, None and absence alike.
    mutating func value(_ name: String) -> OperatorValue? {
        unread.remove(name)
        return values[name].flatMap { $0.isNone ? nil : $0 }
    }

    mutating func needed(_ name: String) throws -> OperatorValue {
        guard let value = value(name) else { throw fault(name, "a value", nil) }
        return value
    }

    /// A tensor; numbers and arrays become constants.
    mutating func operand(_ name: String, in graph: inout Graph) throws -> TensorOperand {
        let value = try needed(name)
        guard let operand = try graph.operand(value) else { throw fault(name, "a tensor", value) }
        return operand
    }

    mutating func tensor(_ name: String, in graph: inout Graph) throws -> Graph.Value {
        try operand(name, in: &graph).value
    }

    mutating func tensors(_ name: String, in graph: inout Graph) throws -> [Graph.Value] {
        let value = try needed(name)
        guard case .list(let elements) = value, !elements.isEmpty else { throw fault(name, "a list of tensors", value) }
        return try elements.map { element in
            guard let operand = try graph.operand(element) else { throw fault(name, "a list of tensors", value) }
            return operand.value
        }
    }

    mutating func integer(_ name: String) throws -> Int? {
        guard let value = value(name) else { return nil }
        guard let integer = value.integer, integer.magnitude <= SizeLimits.option else { throw fault(name, "an integer", value) }
        return integer
    }

    mutating func number(_ name: String) throws -> Float? {
        guard let value = value(name) else { return nil }
        guard let number = value.number else { throw fault(name, "a number", value) }
        return Float(number)
    }

    mutating func flag(_ name: String, default absent: Bool = false) throws -> Bool {
        guard let value = value(name) else { return absent }
        guard let number = value.integer else { throw fault(name, "True or False", value) }
        return number != 0
    }

    mutating func text(_ name: String) throws -> String? {
        guard let value = value(name) else { return nil }
        guard let text = value.text else { throw fault(name, "a text", value) }
        return text
    }

    /// A list of integers, or one for a list of it alone.
    mutating func integers(_ name: String) throws -> [Int]? {
        guard let value = value(name) else { return nil }
        let integers = value.integer.map { [$0] } ?? value.elements?.map(\.integer)
        guard let integers, integers.allSatisfy({ $0 != nil && $0!.magnitude <= SizeLimits.option }) else {
            throw fault(name, "integers", value)
        }
        return integers.compactMap(\.self)
    }

    func finish() throws(ReadingFault) {
        for name in unread.sorted() where values[name]?.isNone == false {
            throw ReadingFault("\(function) is given \"\(name)\", which Framerill doesn't read there")
        }
    }
}

extension Graph {
    /// The value as a tensor of the graph, if it is one or can be made one: numbers, arrays, lists of equal tensors.
    mutating func operand(_ value: OperatorValue) throws -> TensorOperand? {
        switch value {
        case .tensor(let operand): return operand
        case .list(let elements) where value.hasTensor:
            // Python's list of tensors is their stack where a tensor is wanted.
            var tensors: [Value] = []
            for element in elements {
                guard let operand = try operand(element) else { return nil }
                tensors.append(operand.value)
            }
            return TensorOperand(value: try stack(tensors, axis: 0))
        default:
            guard let array = NumericArray(value), !array.values.isEmpty else { return nil }
            let element: TensorOperand.Element = if case .bool = value { .bool } else { array.isFloat ? .float : .integer }
            return TensorOperand(value: constant(array.tensor), element: element)
        }
    }

    /// Values side by side along a new axis.
    mutating func stack(_ values: [Value], axis: Int) throws -> Value {
        let rank = (values.first.map { shape(of: $0).count } ?? 0) + 1
        let position = try resolvedAxis(axis, rank: rank)
        return try concatenate(values.map { try expandDimensions($0, axis: position) }, axis: position)
    }

    /// An axis of extent 1 more.
    mutating func expandDimensions(_ x: Value, axis: Int) throws -> Value {
        try insertAxes(x, at: [resolvedAxis(axis, rank: shape(of: x).count + 1)])
    }

    /// The same elements under another shape, of which one extent may be unknown.
    mutating func reshape(_ x: Value, toShape target: Shape) throws -> Value {
        let source = shape(of: x)
        let known = target.compactMap(\.self)
        if target.count == known.count { return try reshape(x, toWhole: known) }
        if target.count - known.count == 1, let unknown = target.firstIndex(of: nil), !known.contains(0) {
            // What is left is what is unknown.
            if unknown == 0, source.first == .some(nil), Shape(source.dropFirst()).elementCount == known.reduce(1, *) {
                return try reshape(x, to: known)
            }
            return try reshape(x, toWhole: target.map { $0 ?? -1 })
        }
        // The batch stays, and one more extent is what is left.
        let rest = target.dropFirst()
        if target[0] == nil, source.first == .some(nil), rest.count(where: { $0 == nil }) == 1 {
            return try reshape(x, to: rest.map { $0 ?? -1 })
        }
        throw ShapeMismatch(expected: "a shape with at most one unknown extent beside the batch", found: target.pythonText)
    }
}
