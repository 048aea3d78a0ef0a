import NeuralNetwork

/// Functions of Python itself, on values that are known and on lists of tensors.
enum PythonFunctions {
    static let functions: [TensorFunction] = [
        TensorFunction("builtins: abs", "x") { graph, arguments in
            try FunctionTable.call("tf.abs", [arguments.needed("x")], version: arguments.version, in: &graph)
        },
        TensorFunction("builtins: int float", "x") { _, arguments in
            let value = try arguments.needed("x")
            guard let number = value.number, number.magnitude < 1e15 else { throw arguments.fault("x", "a number", value) }
            return arguments.function.hasSuffix("int") ? .integer(Int(number)) : .float(number)
        },
        TensorFunction("builtins: len", "x") { graph, arguments in
            let value = try arguments.needed("x")
            guard let elements = value.elements else { throw arguments.fault("x", "a list", value) }
            return .integer(elements.count)
        },
        TensorFunction("builtins: tuple list", "x") { _, arguments in
            guard let value = arguments.value("x") else { return .list([]) }
            guard let elements = value.elements else { throw arguments.fault("x", "a list", value) }
            return .list(elements)
        },
        TensorFunction("builtins: range xrange", "start stop step") { _, arguments in
            guard let first = try arguments.integer("start") else { throw arguments.fault("start", "integers", nil) }
            let second = try arguments.integer("stop")
            let step = try arguments.integer("step") ?? 1
            let (start, stop) = second.map { (first, $0) } ?? (0, first)
            guard step != 0, (stop - start).magnitude <= 4096 else {
                throw arguments.fault("stop", "a short range", .integer(stop))
            }
            return .list(stride(from: start, to: stop, by: step).map { .integer($0) })
        },
        TensorFunction("builtins: sum", "x start") { graph, arguments in
            let value = try arguments.needed("x")
            guard let elements = value.elements else { throw arguments.fault("x", "a list", value) }
            let start = arguments.value("start") ?? .integer(0)
            return try elements.reduce(start) { try Arithmetic.binary(.add, $0, $1, in: &graph) }
        },
        TensorFunction("builtins: max min", "x y z") { _, arguments in
            let value = try arguments.needed("x")
            let rest = [arguments.value("y"), arguments.value("z")].compactMap(\.self)
            let values = rest.isEmpty ? value.elements ?? [] : [value] + rest
            guard !values.isEmpty, values.allSatisfy({ $0.number != nil }) else {
                throw arguments.fault("x", "known numbers", value)
            }
            let isMaximum = arguments.function.hasSuffix("max")
            return values.dropFirst().reduce(values[0]) {
                ($1.number! > $0.number!) == isMaximum && $1.number! != $0.number! ? $1 : $0
            }
        },
        TensorFunction("builtins: slice", "start stop step") { _, arguments in
            let (start, stop, step) = (arguments.value("start"), arguments.value("stop"), arguments.value("step"))
            guard let stop else { return .slice(start: .none, stop: start ?? .none, step: .none) }
            return .slice(start: start ?? .none, stop: stop, step: step ?? .none)
        },
        TensorFunction("math: sqrt log exp floor ceil", "x") { _, arguments in
            let value = try arguments.needed("x")
            guard let number = value.number, number.magnitude < 1e15 else { throw arguments.fault("x", "a known number", value) }
            switch arguments.function {
            case "math.sqrt": return .float(number.squareRoot())
            case "math.log": return .float(MathFunction.logarithm.known(number))
            case "math.exp": return .float(MathFunction.expm1.known(number) + 1)
            case "math.floor": return .integer(Int(number.rounded(.down)))
            default: return .integer(Int(number.rounded(.up)))
            }
        },
    ]

    /// Functions of Python that need no module.
    static let builtins: Set = ["abs", "int", "float", "len", "tuple", "list", "range", "xrange", "sum", "max", "min", "slice"]

    /// Values of modules that are known.
    static func constant(_ name: String) -> OperatorValue? {
        switch name {
        case "np.pi", "math.pi": .float(.pi)
        case "np.e", "math.e": .float(2.718281828459045)
        case "np.inf", "math.inf", "np.Inf": .float(.infinity)
        case "np.newaxis", "tf.newaxis", "ops.newaxis": OperatorValue.none
        default: nil
        }
    }
}
