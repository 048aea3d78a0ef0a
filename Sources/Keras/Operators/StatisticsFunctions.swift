import NeuralNetwork

/// Normalisations, their measures, and other functions of many elements.
enum StatisticsFunctions {
    static let functions: [TensorFunction] = [
        TensorFunction("tf ops: moments", "X axes|axis _shift keepdims|keep_dims _synchronized _name") { graph, arguments in
            let x = try arguments.tensor("x", in: &graph)
            let axes = try arguments.integers("axes") ?? Array(graph.shape(of: x).indices)
            let keeps = try arguments.flag("keepdims")
            let mean = try graph.reduction(x, .mean, axes: axes, keepDimensions: true)
            let squares = try graph.pairwise(.squaredDifference, x, mean)
            return .list(
                [
                    try graph.reduced(x, .mean, axes: axes, keepsDimensions: keeps),
                    try graph.reduced(squares, .mean, axes: axes, keepsDimensions: keeps),
                ].map { .tensor(TensorOperand(value: $0)) })
        },
        TensorFunction(
            "tf K: batch_normalization", "X mean variance|var offset|beta scale|gamma variance_epsilon|epsilon axis _name epsilon"
        ) { graph, arguments in
            let (x, mean) = (try arguments.tensor("x", in: &graph), try arguments.tensor("mean", in: &graph))
            let variance = try arguments.tensor("variance", in: &graph)
            let epsilon = try arguments.number("variance_epsilon") ?? arguments.number("epsilon") ?? 1e-3
            if let axis = try arguments.integer("axis"), axis != -1, axis != graph.shape(of: x).count - 1 {
                throw arguments.fault("axis", "the last axis", .integer(axis))
            }
            let factor = try graph.math(.reciprocalSquareRoot, graph.scale(variance, by: 1, offset: epsilon))
            return try affine(graph.multiply([graph.subtract(x, mean), factor]), &graph, &arguments)
        },
        TensorFunction("ops: batch_norm", "X mean variance axis offset scale epsilon") { graph, arguments in
            let x = try arguments.tensor("x", in: &graph)
            let rank = graph.shape(of: x).count
            let axis = try resolvedAxis(arguments.integer("axis") ?? -1, rank: rank)
            func along(_ name: String) throws -> Graph.Value? {
                guard let value = arguments.value(name) else { return nil }
                guard let operand = try graph.operand(value) else { throw arguments.fault(name, "a tensor", value) }
                return try graph.insertAxes(operand.value, at: Array(1..<(rank - axis)))
            }
            guard let mean = try along("mean"), let variance = try along("variance") else {
                throw arguments.fault("mean", "a mean and a variance", nil)
            }
            let epsilon = try arguments.number("epsilon") ?? 1e-3
            let factor = try graph.math(.reciprocalSquareRoot, graph.scale(variance, by: 1, offset: epsilon))
            var result = try graph.multiply([graph.subtract(x, mean), factor])
            if let scale = try along("scale") { result = try graph.multiply([result, scale]) }
            if let offset = try along("offset") { result = try graph.add([result, offset]) }
            return .tensor(TensorOperand(value: result))
        },
        TensorFunction("ops: layer_norm layer_normalization", "X scale|gamma offset|beta axis epsilon rms_scaling") {
            graph, arguments in
            let x = try arguments.tensor("x", in: &graph)
            let axes = try arguments.integers("axis") ?? [-1]
            let epsilon = try arguments.number("epsilon") ?? 1e-7
            guard try !arguments.flag("rms_scaling") else { throw arguments.fault("rms_scaling", "False", .bool(true)) }
            return try affine(graph.standardize(x, axes: axes, epsilon: epsilon), &graph, &arguments)
        },
        TensorFunction("ops: rms_norm rms_normalization rmsnorm", "X scale axis epsilon") { graph, arguments in
            let x = try arguments.tensor("x", in: &graph)
            let axes = try arguments.integers("axis") ?? [-1]
            let epsilon = try arguments.number("epsilon") ?? 1e-7
            return try affine(
                graph.standardize(x, by: .rootMeanSquare, axes: axes, epsilon: epsilon), &graph, &arguments)
        },
        TensorFunction("tf K: bias_add", "X bias data_format _name") { graph, arguments in
            let (x, bias) = (try arguments.tensor("x", in: &graph), try arguments.tensor("bias", in: &graph))
            let format = try arguments.text("data_format") ?? "channels_last"
            let isFirst = format == "channels_first" || format.hasPrefix("NC")
            let rank = graph.shape(of: x).count
            let raised = isFirst && rank > 2 ? try graph.insertAxes(bias, at: Array(1..<(rank - 1))) : bias
            return .tensor(TensorOperand(value: try graph.add([x, raised])))
        },
        TensorFunction("ops: glu; keras.activations: glu", "X axis") { graph, arguments in
            let x = try arguments.tensor("x", in: &graph)
            let axis = try resolvedAxis(arguments.integer("axis") ?? -1, rank: graph.shape(of: x).count)
            guard let extent = graph.shape(of: x)[axis], extent % 2 == 0 else {
                throw ShapeMismatch(expected: "an even extent along axis \(axis)", found: graph.shape(of: x).pythonText)
            }
            let value = try graph.select(x, axis: axis, .range(start: 0, stop: extent / 2, step: 1))
            let gate = try graph.select(x, axis: axis, .range(start: extent / 2, stop: nil, step: 1))
            return .tensor(TensorOperand(value: try graph.multiply([value, graph.activation(gate, .sigmoid)])))
        },
        TensorFunction("tf ops np: count_nonzero", "X axis keepdims _dtype _name") { graph, arguments in
            let x = try arguments.tensor("x", in: &graph)
            let axes = try arguments.integers("axis") ?? Array(graph.shape(of: x).indices)
            let zero = graph.constant(Tensor(shape: [1], values: [0]))
            let count = try graph.reduced(
                graph.pairwise(.notEqual, x, zero), .sum, axes: axes, keepsDimensions: arguments.flag("keepdims"))
            return .tensor(TensorOperand(value: count, element: .integer))
        },
        TensorFunction("ops np: ptp", "X axis keepdims") { graph, arguments in
            let x = try arguments.tensor("x", in: &graph)
            let axes = try arguments.integers("axis") ?? Array(graph.shape(of: x).indices)
            let keeps = try arguments.flag("keepdims")
            let greatest = try graph.reduced(x, .maximum, axes: axes, keepsDimensions: keeps)
            return .tensor(
                TensorOperand(
                    value: try graph.subtract(greatest, graph.reduced(x, .minimum, axes: axes, keepsDimensions: keeps))))
        },
        TensorFunction("ops np: median", "X axis keepdims") { graph, arguments in
            let x = try arguments.tensor("x", in: &graph)
            guard let axis = try arguments.integer("axis") else { throw arguments.fault("axis", "an axis", nil) }
            let position = try resolvedAxis(axis, rank: graph.shape(of: x).count)
            guard let extent = graph.shape(of: x)[position] else {
                throw ShapeMismatch(expected: "a known extent along axis \(axis)", found: graph.shape(of: x).pythonText)
            }
            let middle = try graph.select(
                graph.sorted(x, axis: position), axis: position,
                .range(start: (extent - 1) / 2, stop: extent / 2 + 1, step: 1))
            return .tensor(
                TensorOperand(
                    value: try graph.reduced(
                        middle, .mean, axes: [position], keepsDimensions: arguments.flag("keepdims"))))
        },
        TensorFunction("ops np: diff", "X|a n axis") { graph, arguments in
            let x = try arguments.tensor("x", in: &graph)
            let axis = try resolvedAxis(arguments.integer("axis") ?? -1, rank: graph.shape(of: x).count)
            let times = try arguments.integer("n") ?? 1
            guard (1...64).contains(times) else { throw arguments.fault("n", "a positive integer", .integer(times)) }
            let result = try (0..<times).reduce(x) { x, _ in
                try graph.subtract(
                    graph.select(x, axis: axis, .range(start: 1, stop: nil, step: 1)),
                    graph.select(x, axis: axis, .range(start: nil, stop: -1, step: 1)))
            }
            return .tensor(TensorOperand(value: result))
        },
    ]

    /// Times `scale`, plus `offset`, where they are given.
    private static func affine(
        _ x: Graph.Value, _ graph: inout Graph, _ arguments: inout OperatorArguments
    ) throws -> OperatorValue {
        var result = x
        if arguments.value("scale") != nil { result = try graph.multiply([result, arguments.tensor("scale", in: &graph)]) }
        if arguments.value("offset") != nil { result = try graph.add([result, arguments.tensor("offset", in: &graph)]) }
        return .tensor(TensorOperand(value: result))
    }
}

extension Graph {
    /// A reduction that leaves one element where it is over all axes, for the engine knows no value without axes.
    mutating func reduced(_ x: Value, _ kind: ReductionKind, axes: [Int], keepsDimensions: Bool) throws -> Value {
        let isSingle = axes.count == shape(of: x).count
        let result = try reduction(x, kind, axes: axes, keepDimensions: keepsDimensions || isSingle)
        return isSingle && !keepsDimensions ? try reshape(result, toWhole: [1]) : result
    }
}
