import NeuralNetwork

/// Functions of two tensors, or of a tensor and a number.
enum PairFunctions {
    enum Function: Sendable {
        case elementwise(ElementwiseKind)
        case pairwise(PairwiseFunction)
        case matrixProduct
    }

    static let functions: [TensorFunction] =
        pairs.map { names, function in
            TensorFunction(
                "tf K ops np tf.__operators__: \(names)", "x|x1|a|dividend|left|base y|x2|b|divisor|right|exponent _name"
            ) { graph, arguments in
                try binary(function, arguments.needed("x"), arguments.needed("y"), in: &graph)
            }
        } + [
            TensorFunction("tf K: add_n; raw: AddN", "X _name") { graph, arguments in
                let values = try arguments.tensors("x", in: &graph)
                return .tensor(TensorOperand(value: values.count == 1 ? values[0] : try graph.add(values)))
            },
            TensorFunction("keras.layers keras: add multiply maximum minimum subtract average", "X _name") { graph, arguments in
                try merge(arguments.function, &graph, &arguments)
            },
            TensorFunction(
                "tf ops np: clip_by_value clip; K: clip; raw: ClipByValue",
                "X low|clip_value_min|min_value|x_min|a_min|min high|clip_value_max|max_value|x_max|a_max|max _name"
            ) {
                graph, arguments in
                let (x, low, high) = (try arguments.needed("x"), arguments.value("low"), arguments.value("high"))
                var result = x
                if let low { result = try Arithmetic.join(.elementwise(.maximum), result, low, in: &graph) }
                if let high { result = try Arithmetic.join(.elementwise(.minimum), result, high, in: &graph) }
                return result
            },
            TensorFunction(
                "tf ops np K: where; tf: where_v2; raw: SelectV2 Select; K: switch",
                "condition x|x1|then_expression|t y|x2|else_expression|e _name"
            ) {
                graph, arguments in
                let condition = try arguments.tensor("condition", in: &graph)
                let (x, y) = (try arguments.operand("x", in: &graph), try arguments.operand("y", in: &graph))
                return .tensor(TensorOperand(value: try graph.choice(condition, x.value, y.value), element: x.element))
            },
        ]

    private static let pairs: KeyValuePairs<String, Function> = [
        "add; raw: Add AddV2 BiasAdd": .elementwise(.add), "subtract sub; raw: Sub": .elementwise(.subtract),
        "multiply mul; raw: Mul": .elementwise(.multiply),
        "divide true_divide truediv div; raw: RealDiv Div": .elementwise(.divide),
        "maximum; raw: Maximum": .elementwise(.maximum), "minimum; raw: Minimum": .elementwise(.minimum),
        "pow power; raw: Pow": .pairwise(.power), "floordiv floor_divide floor_div; raw: FloorDiv": .pairwise(.floorDivide),
        "mod floormod remainder; raw: FloorMod": .pairwise(.floorRemainder),
        "truncatemod; raw: Mod TruncateMod": .pairwise(.truncatedRemainder),
        "div_no_nan divide_no_nan; raw: DivNoNan": .pairwise(.divideOrZero),
        "squared_difference; raw: SquaredDifference": .pairwise(.squaredDifference),
        "atan2 arctan2; raw: Atan2": .pairwise(.arcTangent), "equal; raw: Equal": .pairwise(.equal),
        "not_equal; raw: NotEqual": .pairwise(.notEqual), "less; raw: Less": .pairwise(.less),
        "less_equal; raw: LessEqual": .pairwise(.lessOrEqual), "greater; raw: Greater": .pairwise(.greater),
        "greater_equal; raw: GreaterEqual": .pairwise(.greaterOrEqual),
        "logical_and; raw: LogicalAnd": .pairwise(.logicalAnd), "logical_or; raw: LogicalOr": .pairwise(.logicalOr),
        "logical_xor": .pairwise(.logicalXor),
    ]

    /// A function on whatever its arguments are: numbers stay numbers.
    private static func binary(
        _ function: Function, _ x: OperatorValue, _ y: OperatorValue, in graph: inout Graph
    ) throws -> OperatorValue {
        if !x.hasTensor, !y.hasTensor, let operation = pythonOperator(of: function) {
            return try Arithmetic.binary(operation, x, y, in: &graph)
        }
        return try Arithmetic.join(function, x, y, in: &graph)
    }

    private static func pythonOperator(of function: Function) -> BinaryOperator? {
        switch function {
        case .elementwise(.add): .add
        case .elementwise(.subtract): .subtract
        case .elementwise(.multiply): .multiply
        case .elementwise(.divide): .divide
        case .pairwise(.power): .power
        case .pairwise(.floorDivide): .floorDivide
        case .pairwise(.floorRemainder): .remainder
        default: nil
        }
    }

    /// The functions of Keras that take a list: `keras.layers.add([x, y])`.
    private static func merge(
        _ name: String, _ graph: inout Graph, _ arguments: inout OperatorArguments
    ) throws -> OperatorValue {
        let values = try arguments.tensors("x", in: &graph)
        let word = name.split(separator: ".").last.map(String.init) ?? name
        if word == "average" { return .tensor(TensorOperand(value: try graph.average(values))) }
        guard let kind = ElementwiseKind(rawValue: word) else {
            throw ReadingFault("\(name) is not a function that Framerill knows")
        }
        return .tensor(TensorOperand(value: try graph.elementwise(kind, values)))
    }
}

extension Arithmetic {
    /// Joins two values of which at least one is a tensor, or becomes one.
    static func join(
        _ function: PairFunctions.Function, _ left: OperatorValue, _ right: OperatorValue, in graph: inout Graph
    ) throws -> OperatorValue {
        if let simple = try withNumber(function, left, right, in: &graph) { return .tensor(TensorOperand(value: simple)) }
        guard let l = try graph.operand(left), let r = try graph.operand(right) else {
            throw ReadingFault("it joins \(left.kind) and \(right.kind)")
        }
        switch function {
        case .elementwise(let kind):
            let element: TensorOperand.Element =
                l.element == .integer && r.element == .integer && kind != .divide ? .integer : .float
            return .tensor(TensorOperand(value: try graph.elementwise(kind, l.value, r.value), element: element))
        case .matrixProduct: return .tensor(TensorOperand(value: try graph.matrixProduct(l.value, r.value)))
        case .pairwise(let function):
            switch function {
            case .logicalAnd, .logicalOr, .logicalXor:
                return .tensor(TensorOperand(value: try graph.pairwise(function, l.value, r.value), element: .bool))
            case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
                return .tensor(TensorOperand(value: try graph.pairwise(function, l.value, r.value), element: .bool))
            default: return .tensor(TensorOperand(value: try graph.pairwise(function, l.value, r.value)))
            }
        }
    }

    /// A tensor and a number, where that is a cheaper operation; nil where it is not.
    private static func withNumber(
        _ function: PairFunctions.Function, _ left: OperatorValue, _ right: OperatorValue, in graph: inout Graph
    ) throws -> Graph.Value? {
        switch (function, left.tensor?.value, left.number.map { Float($0) }, right.tensor?.value, right.number.map { Float($0) })
        {
        case (.elementwise(.add), let x?, _, _, let c?), (.elementwise(.add), _, let c?, let x?, _):
            return try graph.scale(x, by: 1, offset: c)
        case (.elementwise(.subtract), let x?, _, _, let c?): return try graph.scale(x, by: 1, offset: -c)
        case (.elementwise(.subtract), _, let c?, let x?, _): return try graph.scale(x, by: -1, offset: c)
        case (.elementwise(.multiply), let x?, _, _, let c?), (.elementwise(.multiply), _, let c?, let x?, _):
            return try graph.scale(x, by: c)
        case (.elementwise(.divide), let x?, _, _, let c?) where c != 0 && (1 / c).isFinite: return try graph.scale(x, by: 1 / c)
        case (.pairwise(.power), let x?, _, _, 2?): return try graph.math(.square, x)
        case (.pairwise(.power), let x?, _, _, 1?): return x
        case (.pairwise(.power), let x?, _, _, 0.5?): return try graph.math(.squareRoot, x)
        default: return nil
        }
    }
}
