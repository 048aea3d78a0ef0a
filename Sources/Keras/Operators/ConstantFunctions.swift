import NeuralNetwork

/// Functions that make constants, and changes of the type of elements.
enum ConstantFunctions {
    static let functions: [TensorFunction] = [
        TensorFunction(
            "tf K ops: constant convert_to_tensor variable; tf: Variable; np ops: array asarray", "X dtype shape _name _copy"
        ) { graph, arguments in
            let value = try arguments.needed("x")
            let type = try arguments.text("dtype")
            if let shape = try arguments.integers("shape"), let number = value.number {
                return .array(try NumericArray(shape: shape, repeating: number))
            }
            if value.hasTensor { return value }
            guard var array = NumericArray(value) else { return value }
            if let type { array.isFloat = isFloat(type) }
            return .array(array)
        },
        TensorFunction("np: float32 float64 float16; tf K ops: to_float", "X") { graph, arguments in
            try cast(arguments.needed("x"), to: "float32", in: &graph)
        },
        TensorFunction("tf K ops: cast saturate_cast; raw: Cast", "X dtype|DstT _name") { graph, arguments in
            let value = try arguments.needed("x")
            guard let type = try arguments.text("dtype") else { throw arguments.fault("dtype", "a type", nil) }
            return try cast(value, to: type, in: &graph)
        },
        TensorFunction("tf K ops np: zeros_like ones_like; raw: ZerosLike OnesLike", "X _dtype _name _optimize") {
            graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            let isOne = arguments.function.lowercased().contains("ones")
            return .tensor(TensorOperand(value: try graph.filled(like: operand.value, with: isOne ? 1 : 0)))
        },
        TensorFunction("tf ops np: full_like", "X fill_value|value _dtype") { graph, arguments in
            let x = try arguments.tensor("x", in: &graph)
            guard let number = try arguments.number("fill_value") else { throw arguments.fault("fill_value", "a number", nil) }
            return .tensor(TensorOperand(value: try graph.filled(like: x, with: number)))
        },
        TensorFunction("tf K ops np: zeros ones", "shape _dtype _name") { graph, arguments in
            guard let shape = try arguments.integers("shape") else { throw arguments.fault("shape", "a known shape", nil) }
            return .array(try NumericArray(shape: shape, repeating: arguments.function.hasSuffix("ones") ? 1 : 0))
        },
        TensorFunction("tf: fill; np ops: full; raw: Fill", "dims|shape value|fill_value _name _dtype") { graph, arguments in
            guard let shape = try arguments.integers("dims"), let number = arguments.value("value")?.number else {
                throw arguments.fault("dims", "a known shape and a number", nil)
            }
            return .array(try NumericArray(shape: shape, repeating: number))
        },
        TensorFunction("tf: range; K ops np: arange; raw: Range", "start limit|stop delta|step _dtype _name") {
            _, arguments in
            try range(&arguments)
        },
        TensorFunction("ops np: linspace", "start stop num _endpoint") { graph, arguments in
            let count = try arguments.integer("num") ?? 50
            guard let start = arguments.value("start")?.number, let stop = arguments.value("stop")?.number,
                (2...65_536).contains(count)
            else { throw arguments.fault("start", "known numbers", nil) }
            let step = (stop - start) / Double(count - 1)
            return .array(NumericArray(shape: [count], values: (0..<count).map { start + step * Double($0) }, isFloat: true))
        },
        TensorFunction("K: epsilon", "") { _, _ in .float(1e-7) },
        TensorFunction("K: floatx", "") { _, _ in .text("float32") },
        TensorFunction("K: image_data_format image_dim_ordering", "") { _, arguments in
            .text(arguments.function.hasSuffix("ordering") ? "tf" : "channels_last")
        },
        TensorFunction("K: learning_phase", "") { _, _ in .integer(0) },
        TensorFunction("K: dtype", "x") { graph, arguments in
            _ = try arguments.tensor("x", in: &graph)
            return .text("float32")
        },
        // A model that answers is not being trained.
        TensorFunction("K: in_train_phase in_test_phase", "x alt _training") { _, arguments in
            let (x, alternative) = (try arguments.needed("x"), try arguments.needed("alt"))
            return arguments.function.hasSuffix("in_train_phase") ? alternative : x
        },
        TensorFunction("K tf: dropout", "X _level _noise_shape _seed _keep_prob _rate _name") { _, arguments in
            guard arguments.function == "K.dropout" else {
                throw ReadingFault("\(arguments.function) drops elements whenever it is called")
            }
            return try arguments.needed("x")
        },
    ]

    private static func range(_ arguments: inout OperatorArguments) throws -> OperatorValue {
        let first = try arguments.needed("start")
        let last = arguments.value("limit")
        let (start, stop) = last == nil ? (.integer(0), first) : (first, last!)
        let step = arguments.value("delta") ?? .integer(1)
        guard let low: Double = start.number, let high: Double = stop.number, let stride: Double = step.number, stride != 0,
            ((high - low) / stride).magnitude <= Double(1 << 20)
        else { throw arguments.fault("limit", "known numbers", stop) }
        let values = Array(Swift.stride(from: low, to: high, by: stride))
        let hasFloat = [start, stop, step].contains { $0.integer == nil }
        return .array(NumericArray(shape: [values.count], values: values, isFloat: hasFloat))
    }

    static func isFloat(_ type: String) -> Bool {
        type.contains("float") || type == "double" || type == "half" || type == "float"
    }

    static func cast(_ value: OperatorValue, to type: String, in graph: inout Graph) throws -> OperatorValue {
        let name = type.lowercased().replacing("dt_", with: "")
        let isBool = name == "bool"
        guard isBool || isFloat(name) || name.contains("int") else {
            throw ReadingFault("it makes numbers of the type \"\(type)\"")
        }
        if let elements = value.elements, value.tensor == nil, !value.hasTensor, case .vector = value { return .vector(elements) }
        guard value.hasTensor else {
            guard var array = NumericArray(value) else { throw ReadingFault("it makes numbers of \(value.kind)") }
            if !isFloat(name) { array.values = array.values.map { isBool ? ($0 == 0 ? 0 : 1) : $0.rounded(.towardZero) } }
            array.isFloat = isFloat(name)
            return .array(array)
        }
        guard let operand = try graph.operand(value) else { throw ReadingFault("it makes numbers of \(value.kind)") }
        if isBool {
            guard operand.element != .bool else { return value }
            let zero = graph.constant(Tensor(shape: [1], values: [0]))
            return .tensor(TensorOperand(value: try graph.pairwise(.notEqual, operand.value, zero), element: .bool))
        }
        if isFloat(name) { return .tensor(TensorOperand(value: operand.value)) }
        let whole = operand.element == .float ? try graph.math(.truncate, operand.value) : operand.value
        return .tensor(TensorOperand(value: whole, element: .integer))
    }
}

extension Graph {
    /// A tensor of the shape of `x`, whose extents may not be known yet, with one number everywhere.
    mutating func filled(like x: Value, with number: Float) throws -> Value {
        // 0 · x is no 0 where x is no number or infinite.
        try scale(math(.isNotANumber, x), by: 0, offset: number)
    }
}
