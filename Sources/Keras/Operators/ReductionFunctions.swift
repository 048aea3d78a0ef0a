import NeuralNetwork

/// Functions that bring axes to one element each.
enum ReductionFunctions {
    private static let parameters =
        "X axis|reduction_indices|axes|indices|dim keepdims|keep_dims _name reduction_indices keep_dims"

    static let functions: [TensorFunction] =
        simple.map { names, kind in
            TensorFunction("tf K ops np: \(names)", parameters) { graph, arguments in
                let options = try Options(&arguments, in: &graph)
                return .tensor(TensorOperand(value: try options.reduce(options.x, kind, in: &graph), element: options.element))
            }
        } + [
            TensorFunction("tf: reduce_std reduce_variance; K ops np: std var variance", parameters) { graph, arguments in
                let options = try Options(&arguments, in: &graph)
                let mean = try options.reduce(options.x, .mean, keepsDimensions: true, in: &graph)
                let squares = try graph.pairwise(.squaredDifference, options.x, mean)
                let variance = try options.reduce(squares, .mean, in: &graph)
                let isDeviation = arguments.function.hasSuffix("std")
                return .tensor(TensorOperand(value: isDeviation ? try graph.math(.squareRoot, variance) : variance))
            },
            TensorFunction("tf: reduce_logsumexp; K ops: logsumexp", parameters) { graph, arguments in
                let options = try Options(&arguments, in: &graph)
                let greatest = try options.reduce(options.x, .maximum, keepsDimensions: true, in: &graph)
                let powers = try graph.activation(graph.subtract(options.x, greatest), .exponential)
                let sum = try graph.math(.logarithm, options.reduce(powers, .sum, in: &graph))
                return .tensor(TensorOperand(value: try graph.add([sum, options.reduce(options.x, .maximum, in: &graph)])))
            },
            TensorFunction("tf np ops: norm; tf: reduce_euclidean_norm", "X ord axis keepdims|keep_dims _name") {
                graph, arguments in
                if let order = arguments.value("ord"), order.number != 2, order.text != "euclidean" {
                    throw arguments.fault("ord", "the Euclidean norm", order)
                }
                let options = try Options(&arguments, in: &graph)
                let sum = try options.reduce(graph.math(.square, options.x), .sum, in: &graph)
                return .tensor(TensorOperand(value: try graph.math(.squareRoot, sum)))
            },
            TensorFunction("tf K ops: l2_normalize normalize", "X axis|dim epsilon order _name") { graph, arguments in
                let x = try arguments.tensor("x", in: &graph)
                let isKeras3 = arguments.function == "ops.normalize"
                if let order = arguments.value("order"), order.number != 2 { throw arguments.fault("order", "2", order) }
                let epsilon = try arguments.number("epsilon") ?? 1e-12
                let axes = try arguments.integers("axis")
                if let axes, axes.count == 1, !isKeras3 {
                    return .tensor(TensorOperand(value: try graph.l2Normalization(x, axis: axes[0], epsilon: epsilon)))
                }
                let all = Array(graph.shape(of: x).indices)
                let sum = try graph.reduction(
                    graph.math(.square, x), .sum, axes: isKeras3 ? axes ?? [-1] : axes ?? all, keepDimensions: true)
                let least = graph.constant(Tensor(shape: [1], values: [isKeras3 ? epsilon * epsilon : epsilon]))
                return .tensor(
                    TensorOperand(
                        value: try graph.multiply([x, graph.math(.reciprocalSquareRoot, graph.maximum([sum, least]))])))
            },
            TensorFunction("tf K ops np: argmax argmin; raw: ArgMax ArgMin", "X axis|dimension _name _output_type keepdims") {
                graph, arguments in
                let isGreatest = arguments.function.lowercased().hasSuffix("max")
                let axis = try arguments.integer("axis") ?? (arguments.function.hasPrefix("K.") ? -1 : 0)
                let keeps = try arguments.flag("keepdims")
                let place = try graph.extremeIndex(arguments.tensor("x", in: &graph), axis: axis, isGreatest: isGreatest)
                let result = keeps ? try graph.expandDimensions(place, axis: axis) : place
                return .tensor(TensorOperand(value: result, element: .integer))
            },
            TensorFunction(
                "tf K ops np: cumsum cumprod; raw: Cumsum Cumprod", "X axis exclusive reverse _name _dtype"
            ) { graph, arguments in
                let operand = try arguments.operand("x", in: &graph)
                let axis = try arguments.integer("axis")
                // NumPy without an axis takes the elements of all axes in a row.
                let isFlat = axis == nil && ["np", "ops"].contains(arguments.function.prefix { $0 != "." })
                let x = isFlat ? try graph.reshape(operand.value, toWhole: [-1]) : operand.value
                return operand.with(
                    try graph.cumulativeSum(
                        x, axis: axis ?? 0, isProduct: arguments.function.lowercased().hasSuffix("prod"),
                        isReversed: arguments.flag("reverse"), isExclusive: arguments.flag("exclusive")))
            },
        ]

    private static let simple: KeyValuePairs<String, ReductionKind> = [
        "reduce_sum sum; raw: Sum": .sum, "reduce_mean mean average; raw: Mean": .mean,
        "reduce_max max amax; raw: Max": .maximum, "reduce_min min amin; raw: Min": .minimum,
        "reduce_prod prod; raw: Prod": .product, "reduce_any any; raw: Any": .maximum, "reduce_all all; raw: All": .minimum,
    ]

    /// A tensor and the axes to reduce, all of them unless some are given.
    private struct Options {
        let x: Graph.Value
        let element: TensorOperand.Element
        let axes: [Int]
        let keepsDimensions: Bool

        init(_ arguments: inout OperatorArguments, in graph: inout Graph) throws {
            let operand = try arguments.operand("x", in: &graph)
            x = operand.value
            let rank = graph.shape(of: x).count
            let given = try arguments.integers("axis")
            let axes = try (given ?? arguments.integers("reduction_indices") ?? Array(0..<rank)).map {
                try resolvedAxis($0, rank: rank)
            }
            self.axes = axes
            let keeps = try arguments.flag("keepdims")
            keepsDimensions = try arguments.flag("keep_dims", default: keeps)
            element = operand.element
        }

        func reduce(
            _ value: Graph.Value, _ kind: ReductionKind, keepsDimensions: Bool? = nil, in graph: inout Graph
        ) throws -> Graph.Value {
            if axes.isEmpty { return value }
            let keeps = keepsDimensions ?? self.keepsDimensions
            // The engine has no value without axes: a single number keeps one.
            let isSingle = axes.count == graph.shape(of: value).count
            let result = try graph.reduction(value, kind, axes: axes, keepDimensions: keeps || isSingle)
            return isSingle && !keeps ? try graph.reshape(result, toWhole: [1]) : result
        }
    }
}
