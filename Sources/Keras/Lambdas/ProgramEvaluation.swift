import NeuralNetwork

/// Turns a function's program into operations of a graph, for given arguments.
struct ProgramEvaluation {
    /// The arguments by name.
    let parameters: [String: OperatorValue]
    /// The values that it shares with the function around it, by name.
    let freeVariables: [String: OperatorValue]
    let version: KerasVersion

    private static let greatestStepCount = 20_000
    private static let greatestListLength = 4096
    private static let greatestWeight = 1 << 16

    /// What the function gives.
    func result(of program: FunctionProgram, in graph: inout Graph) throws -> OperatorValue {
        var budget = Self.greatestStepCount
        return try run(program, outer: [], element: nil, &budget, &graph)
    }

    private func run(
        _ program: FunctionProgram, outer: [OperatorValue?], element: OperatorValue?, _ budget: inout Int, _ graph: inout Graph
    ) throws -> OperatorValue {
        var values = [OperatorValue?](repeating: nil, count: program.steps.count)
        for index in program.needed {
            budget -= 1
            guard budget >= 0 else { throw ReadingFault("it takes more than \(Self.greatestStepCount) steps") }
            let first = graph.nodes.count
            let result = try value(of: program.steps[index], values, outer: outer, element: element, &budget, &graph)
            guard let weight = result.weight(upTo: Self.greatestWeight) else {
                throw ReadingFault("it makes a list of too many values")
            }
            // Lists, arrays and operations of many inputs count as more.
            budget -= weight / 64 + graph.nodes[first...].reduce(0) { $0 + 1 + $1.inputs.count } / 8
            values[index] = result
        }
        return values[program.result]!
    }

    private func value(
        of step: FunctionProgram.Step, _ values: [OperatorValue?], outer: [OperatorValue?], element: OperatorValue?,
        _ budget: inout Int, _ graph: inout Graph
    ) throws -> OperatorValue {
        // Steps stand behind those that they read.
        func at(_ index: Int) -> OperatorValue { values[index]! }
        switch step {
        case .parameter(".0") where element != nil: return element!
        case .parameter(let name):
            guard let value = parameters[name] else { throw ReadingFault("its argument \"\(name)\" has no value in the file") }
            return value
        case .noArguments: return .list([])
        case .constant(let value): return try OperatorValue(value)
        case .global(let name): return try global(name)
        case .freeVariable(let name):
            guard let value = freeVariables[name] else { throw ReadingFault("its variable \"\(name)\" has no value in the file") }
            return value
        case .module(let name): return .name(CanonicalName.canonical(name))
        case .attribute(let value, let name): return try attribute(name, of: at(value), in: graph)
        case .unary(let operation, let value): return try Arithmetic.unary(operation, at(value), in: &graph)
        case .binary(let operation, let left, let right):
            return try Arithmetic.binary(operation, at(left), at(right), in: &graph)
        case .comparison(let comparison, let left, let right):
            return try Arithmetic.compare(comparison, at(left), at(right), in: &graph)
        case .subscription(let value, let key): return try SliceFunctions.subscription(at(value), at(key), in: &graph)
        case .slice(let start, let stop, let step): return .slice(start: at(start), stop: at(stop), step: at(step))
        case .list(let elements): return .list(elements.map(at))
        case .extended(let list, let more):
            guard case .list(let elements) = at(list), let added = at(more).elements else {
                throw ReadingFault("it lengthens \(at(list).kind) by \(at(more).kind)")
            }
            return .list(elements + added)
        case .element(let list, let index, let count):
            let elements = try parts(of: at(list), count, &graph)
            guard elements.count == count else { throw ReadingFault("it takes \(elements.count) values apart into \(count)") }
            return elements[index]
        case .call(let function, let positional, let keywords):
            return try call(at(function), positional.map(at), keywords.map { ($0.name, at($0.value)) }, &graph)
        case .comprehension(let body, let list):
            let elements = try parts(of: at(list), nil, &graph)
            guard elements.count <= Self.greatestListLength else { throw ReadingFault("it repeats something too often") }
            return .list(try elements.map { try run(body.program, outer: values, element: $0, &budget, &graph) })
        case .outer(let index):
            guard outer.indices.contains(index), let value = outer[index] else { throw ReadingFault("it uses what is not there") }
            return value
        }
    }

    /// The elements of a list, or of a tensor along its first axis where that is known.
    private func parts(of value: OperatorValue, _ count: Int?, _ graph: inout Graph) throws -> [OperatorValue] {
        if let elements = value.elements { return elements }
        guard case .tensor(let operand) = value, let extent = graph.shape(of: operand.value).first ?? count,
            extent <= Self.greatestListLength
        else { throw ReadingFault("it goes through \(value.kind)") }
        return try (0..<extent).map { try SliceFunctions.element(operand, $0, axis: 0, in: &graph) }
    }

    private func global(_ name: String) throws -> OperatorValue {
        if let module = CanonicalName.module(ofGlobal: name) { return .name(module) }
        if PythonFunctions.builtins.contains(name) { return .name("builtins.\(name)") }
        if name == "print" { return .name("builtins.print") }
        throw ReadingFault("it uses the global \"\(name)\", which is not in the file")
    }

    private func attribute(_ name: String, of value: OperatorValue, in graph: Graph) throws -> OperatorValue {
        switch (value, name) {
        case (.name(let module), _):
            let whole = CanonicalName.joined(module, name)
            return PythonFunctions.constant(whole) ?? .name(whole)
        case (.tensor(let operand), "shape"), (.tensor(let operand), "_keras_shape"):
            return .list(graph.staticShape(of: operand.value))
        case (.tensor(let operand), "ndim"): return .integer(graph.shape(of: operand.value).count)
        case (.tensor, "dtype"): return .text("float32")
        case (.tensor(let operand), "T"): return .method(.tensor(operand), "transpose")
        // What TensorFlow 1 called a dimension had its number in `value`.
        case (.integer, "value"), (.none, "value"): return value
        case (.array(let array), "shape"): return .list(array.shape.map { .integer($0) })
        default: return .method(value, name)
        }
    }

    private func call(
        _ function: OperatorValue, _ positional: [OperatorValue], _ keywords: [(name: String, value: OperatorValue)],
        _ graph: inout Graph
    ) throws -> OperatorValue {
        switch function {
        case .name(let name): return try FunctionTable.call(name, positional, keywords, version: version, in: &graph)
        case .method(let value, let name): return try method(name, of: value, positional, keywords, &graph)
        default: throw ReadingFault("it calls \(function.kind)")
        }
    }

    private func method(
        _ name: String, of value: OperatorValue, _ positional: [OperatorValue],
        _ keywords: [(name: String, value: OperatorValue)],
        _ graph: inout Graph
    ) throws -> OperatorValue {
        switch (value, name) {
        case (.tensor(let operand), "get_shape") where positional.isEmpty: return .list(graph.staticShape(of: operand.value))
        case (.list, "as_list") where positional.isEmpty, (.list, "tolist") where positional.isEmpty: return value
        case (.tensor, "astype"), (.array, "astype"):
            return try FunctionTable.call("tf.cast", [value] + positional, keywords, version: version, in: &graph)
        case (.array, "reshape"), (.array, "sum"), (.array, "mean"), (.array, "transpose"):
            return try FunctionTable.call("np.\(name)", [value] + positional, keywords, version: version, in: &graph)
        default: throw ReadingFault("it calls the method \"\(name)\" of \(value.kind)")
        }
    }
}
