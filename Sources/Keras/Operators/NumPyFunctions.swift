import NeuralNetwork

/// Functions that NumPy and `keras.ops` have beside those of TensorFlow, each by way of others.
enum NumPyFunctions {
    static let functions: [TensorFunction] =
        scaled.map { names, factor in
            TensorFunction("ops np: \(names)", "X") { graph, arguments in
                .tensor(TensorOperand(value: try graph.scale(arguments.tensor("x", in: &graph), by: factor)))
            }
        }
        + pairs.map { names, function in
            TensorFunction("ops np tf: \(names)", "x|x1|a y|x2|b _name axisa axisb axisc axis") { graph, arguments in
                for name in ["axisa", "axisb", "axisc", "axis"] {
                    if let axis = try arguments.integer(name), axis != -1 { throw arguments.fault(name, "-1", .integer(axis)) }
                }
                let (x, y) = (try arguments.tensor("x", in: &graph), try arguments.tensor("y", in: &graph))
                return .tensor(TensorOperand(value: try function(&graph, x, y)))
            }
        } + [
            TensorFunction("ops np: vstack hstack dstack", "X|xs|tup") { graph, arguments in
                var values = try arguments.tensors("x", in: &graph)
                let least = arguments.function.hasSuffix("vstack") ? 2 : arguments.function.hasSuffix("dstack") ? 3 : 1
                values = try values.map { value in
                    switch (graph.shape(of: value).count, least) {
                    case (1, 2): try graph.insertAxes(value, at: [0])
                    case (1, 3): try graph.insertAxes(value, at: [0, 2])
                    case (2, 3): try graph.insertAxes(value, at: [2])
                    default: value
                    }
                }
                let axis = least == 2 ? 0 : least == 3 ? 2 : graph.shape(of: values[0]).count == 1 ? 0 : 1
                return .tensor(TensorOperand(value: try graph.concatenate(values, axis: axis)))
            },
            TensorFunction("ops np: append", "x|x1|arr y|x2|values axis") { graph, arguments in
                let values = [try arguments.tensor("x", in: &graph), try arguments.tensor("y", in: &graph)]
                guard let axis = try arguments.integer("axis") else {
                    let flat = try values.map { try graph.reshape($0, toWhole: [-1]) }
                    return .tensor(TensorOperand(value: try graph.concatenate(flat, axis: 0)))
                }
                return .tensor(TensorOperand(value: try graph.concatenate(values, axis: axis)))
            },
            TensorFunction("ops np: fliplr flipud", "X|m") { graph, arguments in
                let operand = try arguments.operand("x", in: &graph)
                let axis = arguments.function.hasSuffix("fliplr") ? 1 : 0
                return operand.with(try graph.select(operand.value, axis: axis, .range(start: nil, stop: nil, step: -1)))
            },
            TensorFunction("ops np: rot90; tf.image: rot90", "X|array|m k axes _name") { graph, arguments in
                let operand = try arguments.operand("x", in: &graph)
                let rank = graph.shape(of: operand.value).count
                let isImage = arguments.function.hasPrefix("tf.")
                let given = try arguments.integers("axes") ?? (isImage ? [rank - 3, rank - 2] : [0, 1])
                let times = ((try arguments.integer("k") ?? 1) % 4 + 4) % 4
                guard given.count == 2 else { throw arguments.fault("axes", "two axes", nil) }
                let axes = try given.map { try resolvedAxis($0, rank: rank) }
                var order = Array(0..<rank)
                order.swapAt(axes[0], axes[1])
                let reversed = AxisSelection.range(start: nil, stop: nil, step: -1)
                var x = operand.value
                for _ in 0..<times { x = try graph.transpose(graph.select(x, axis: axes[1], reversed), permutation: order) }
                return operand.with(x)
            },
            TensorFunction("ops np: nan_to_num", "X nan posinf neginf") { graph, arguments in
                let x = try arguments.tensor("x", in: &graph)
                let (nan, most) = (try arguments.number("nan") ?? 0, try arguments.number("posinf"))
                let least = try arguments.number("neginf")
                func number(_ value: Float) -> Graph.Value { graph.constant(Tensor(shape: [1], values: [value])) }
                let known = try graph.choice(graph.math(.isNotANumber, x), number(nan), x)
                let (high, low) = (number(.greatestFiniteMagnitude), number(-.greatestFiniteMagnitude))
                var result = try graph.maximum([graph.minimum([known, high]), low])
                if let most { result = try graph.choice(graph.pairwise(.greater, known, high), number(most), result) }
                if let least { result = try graph.choice(graph.pairwise(.less, known, low), number(least), result) }
                return .tensor(TensorOperand(value: result))
            },
            TensorFunction("ops np: isclose", "x|x1|a y|x2|b rtol atol equal_nan") { graph, arguments in
                let (x, y) = (try arguments.tensor("x", in: &graph), try arguments.tensor("y", in: &graph))
                let (relative, absolute) = (try arguments.number("rtol") ?? 1e-5, try arguments.number("atol") ?? 1e-8)
                guard try !arguments.flag("equal_nan") else { throw arguments.fault("equal_nan", "False", .bool(true)) }
                let allowed = try graph.scale(graph.math(.absolute, y), by: relative, offset: absolute)
                let distance = try graph.math(.absolute, graph.subtract(x, y))
                return .tensor(TensorOperand(value: try graph.pairwise(.lessOrEqual, distance, allowed), element: .bool))
            },
            TensorFunction("ops np tf: meshgrid", "x|x1 y|x2 z|x3 indexing _sparse") { graph, arguments in
                let names = ["x", "y", "z"]
                let axes = try names.compactMap { name in
                    try arguments.value(name) == nil ? nil : arguments.tensor(name, in: &graph)
                }
                let isMatrix = try arguments.text("indexing") ?? "xy" == "ij"
                var order = Array(axes.indices)
                if !isMatrix, axes.count > 1 { order.swapAt(0, 1) }
                let raised = try axes.enumerated().map { index, axis in
                    try graph.insertAxes(axis, at: axes.indices.filter { $0 != order[index] })
                }
                let zero =
                    try raised.count > 1 ? graph.add(raised.map { try graph.scale($0, by: 0) }) : graph.scale(raised[0], by: 0)
                return .list(try raised.map { .tensor(TensorOperand(value: try graph.add([$0, zero]))) })
            },
            TensorFunction("ops np: heaviside", "x|x1 y|x2|h0") { graph, arguments in
                let x = try arguments.tensor("x", in: &graph)
                let zero = graph.constant(Tensor(shape: [1], values: [0]))
                let positive = try graph.pairwise(.greater, x, zero)
                return .tensor(
                    TensorOperand(
                        value: try graph.choice(
                            graph.pairwise(.equal, x, zero), arguments.tensor("y", in: &graph), positive)))
            },
            TensorFunction("ops np: sinc", "X") { graph, arguments in
                let x = try arguments.tensor("x", in: &graph)
                let angle = try graph.scale(x, by: .pi)
                let one = graph.constant(Tensor(shape: [1], values: [1]))
                let quotient = try graph.pairwise(.divideOrZero, graph.math(.sine, angle), angle)
                return .tensor(TensorOperand(value: try graph.choice(x, quotient, one)))
            },
            TensorFunction("ops np: cbrt", "X") { graph, arguments in
                let x = try arguments.tensor("x", in: &graph)
                let third = graph.constant(Tensor(shape: [1], values: [1 / 3]))
                let root = try graph.pairwise(.power, graph.math(.absolute, x), third)
                return .tensor(TensorOperand(value: try graph.multiply([root, graph.math(.sign, x)])))
            },
            TensorFunction("tf ops: erfc", "X _name") { graph, arguments in
                let x = try arguments.tensor("x", in: &graph)
                return .tensor(TensorOperand(value: try graph.scale(graph.math(.errorFunction, x), by: -1, offset: 1)))
            },
            TensorFunction("tf ops: zero_fraction; K ops np: real conj conjugate", "X _name") { graph, arguments in
                let operand = try arguments.operand("x", in: &graph)
                guard arguments.function.hasSuffix("fraction") else { return operand.with(operand.value) }
                let zero = graph.constant(Tensor(shape: [1], values: [0]))
                let all = Array(graph.shape(of: operand.value).indices)
                return .tensor(
                    TensorOperand(
                        value: try graph.reduced(
                            graph.pairwise(.equal, operand.value, zero), .mean, axes: all, keepsDimensions: false)))
            },
        ]

    private static let scaled: KeyValuePairs<String, Float> = [
        "deg2rad radians": .pi / 180, "rad2deg degrees": 180 / .pi,
    ]

    private typealias Pair = @Sendable (inout Graph, Graph.Value, Graph.Value) throws -> Graph.Value

    private static let pairs: KeyValuePairs<String, Pair> = [
        "hypot": { graph, x, y in
            try graph.math(.squareRoot, graph.add([graph.math(.square, x), graph.math(.square, y)]))
        },
        "logaddexp": { graph, x, y in
            // The greater one, plus the logarithm of what the other adds.
            let distance = try graph.math(.absolute, graph.subtract(x, y))
            let rest = try graph.math(.log1p, graph.activation(graph.scale(distance, by: -1), .exponential))
            return try graph.add([graph.maximum([x, y]), rest])
        },
        "fmax": { graph, x, y in try graph.choice(graph.math(.isNotANumber, x), y, graph.maximum([x, y])) },
        "fmin": { graph, x, y in try graph.choice(graph.math(.isNotANumber, x), y, graph.minimum([x, y])) },
        "fmod": { graph, x, y in try graph.pairwise(.truncatedRemainder, x, y) },
        "xlogy": { graph, x, y in
            let zero = graph.constant(Tensor(shape: [1], values: [0]))
            return try graph.choice(x, graph.multiply([x, graph.math(.logarithm, y)]), zero)
        },
        "cross": { graph, x, y in
            func turned(_ value: Graph.Value, _ order: [Int]) throws -> Graph.Value {
                try graph.select(value, axis: graph.shape(of: value).count - 1, .indices(order))
            }
            return try graph.subtract(
                graph.multiply([turned(x, [1, 2, 0]), turned(y, [2, 0, 1])]),
                graph.multiply([turned(x, [2, 0, 1]), turned(y, [1, 2, 0])]))
        },
    ]
}
