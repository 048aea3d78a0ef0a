import NeuralNetwork

/// Functions of each element.
enum ElementFunctions {
    static let functions: [TensorFunction] =
        mathematical.map { names, function in
            TensorFunction("tf K ops np keras: \(names)", "X _name _dtype") { graph, arguments in
                let value = try arguments.needed("x")
                if let number = try known(function, value) { return number }
                return .tensor(TensorOperand(value: try graph.math(function, value.tensor(for: "x", arguments, in: &graph))))
            }
        }
        + conditions.map { names, function in
            TensorFunction("tf K ops np: \(names)", "X _name") { graph, arguments in
                let x = try arguments.tensor("x", in: &graph)
                return .tensor(TensorOperand(value: try graph.math(function, x), element: .bool))
            }
        } + [
            TensorFunction("tf K ops np: round around", "X decimals _name") { graph, arguments in
                let x = try arguments.tensor("x", in: &graph)
                guard let decimals = try arguments.integer("decimals"), decimals != 0 else {
                    return .tensor(TensorOperand(value: try graph.math(.round, x)))
                }
                let factor = Float(KnownMath.power(10, Double(decimals)))
                let whole = try graph.math(.round, graph.scale(x, by: factor))
                return .tensor(TensorOperand(value: try graph.scale(whole, by: 1 / factor)))
            },
            TensorFunction("tf K ops np: exp; raw: Exp", "X _name") { graph, arguments in
                try activation(.exponential, &graph, &arguments)
            },
            TensorFunction("tf K ops np: negative neg; raw: Neg", "X _name") { graph, arguments in
                let value = try arguments.needed("x")
                return try Arithmetic.unary(.negative, value, in: &graph)
            },
            TensorFunction("tf: ensure_shape; raw: EnsureShape", "X shape _name") { _, arguments in
                // What it checks, the graph's own rules check.
                arguments.ignore("shape")
                return try arguments.needed("x")
            },
            TensorFunction("tf K ops np: identity stop_gradient copy; tf: no_op; raw: Identity StopGradient", "X _name _variable")
            {
                graph, arguments in try arguments.needed("x")
            },
        ]

    private static let mathematical: KeyValuePairs<String, MathFunction> = [
        "abs absolute fabs; raw: Abs": .absolute, "sqrt; raw: Sqrt": .squareRoot, "rsqrt; raw: Rsqrt": .reciprocalSquareRoot,
        "square; raw: Square": .square, "reciprocal; raw: Reciprocal Inv": .reciprocal, "log; raw: Log": .logarithm,
        "log1p; raw: Log1p": .log1p, "expm1; raw: Expm1": .expm1, "exp2": .exponential2, "log2": .logarithm2,
        "log10": .logarithm10, "sign; raw: Sign": .sign, "floor; raw: Floor": .floor, "ceil; raw: Ceil": .ceiling,
        "rint; raw: Round Rint": .round, "trunc fix": .truncate, "sin; raw: Sin": .sine, "cos; raw: Cos": .cosine,
        "tan; raw: Tan": .tangent, "asin arcsin; raw: Asin": .arcSine, "acos arccos; raw: Acos": .arcCosine,
        "atan arctan; raw: Atan": .arcTangent, "sinh; raw: Sinh": .hyperbolicSine, "cosh; raw: Cosh": .hyperbolicCosine,
        "asinh arcsinh; raw: Asinh": .arcHyperbolicSine, "acosh arccosh; raw: Acosh": .arcHyperbolicCosine,
        "atanh arctanh; raw: Atanh": .arcHyperbolicTangent, "erf; raw: Erf": .errorFunction,
    ]

    private static let conditions: KeyValuePairs<String, MathFunction> = [
        "logical_not; raw: LogicalNot": .logicalNot, "is_nan isnan; raw: IsNan": .isNotANumber,
        "is_inf isinf; raw: IsInf": .isInfinite,
        "is_finite isfinite; raw: IsFinite": .isFinite,
    ]

    /// What the function gives for a number that is known, such as `np.sqrt(2)`; nil for tensors.
    private static func known(_ function: MathFunction, _ value: OperatorValue) throws -> OperatorValue? {
        if let number = value.number { return .float(function.known(number)) }
        guard !value.hasTensor, var array = NumericArray(value) else { return nil }
        array.values = array.values.map { function.known($0) }
        array.isFloat = true
        return .array(array)
    }

    static func activation(
        _ activation: NeuralNetwork.Activation, _ graph: inout Graph, _ arguments: inout OperatorArguments
    ) throws -> OperatorValue {
        .tensor(TensorOperand(value: try graph.activation(arguments.tensor("x", in: &graph), activation)))
    }
}

extension OperatorValue {
    fileprivate func tensor(for name: String, _ arguments: OperatorArguments, in graph: inout Graph) throws -> Graph.Value {
        guard let operand = try graph.operand(self) else { throw arguments.fault(name, "a tensor", self) }
        return operand.value
    }
}
