import NeuralNetwork

/// Functions that sort, search and gather, and that make masks of places.
enum OrderFunctions {
    static let functions: [TensorFunction] = [
        TensorFunction(
            "tf ops: one_hot; K ops np: one_hot; raw: OneHot",
            "indices|x depth|num_classes on_value off_value axis _dtype _name sparse"
        ) { graph, arguments in
            let places = try arguments.tensor("indices", in: &graph)
            guard try !arguments.flag("sparse") else { throw arguments.fault("sparse", "False", .bool(true)) }
            guard let depth = try arguments.integer("depth"), (1...1 << 20).contains(depth) else {
                throw arguments.fault("depth", "a positive integer", nil)
            }
            let rank = graph.shape(of: places).count + 1
            let axis = try resolvedAxis(arguments.integer("axis") ?? -1, rank: rank)
            let all = graph.constant(Tensor(shape: [depth], values: (0..<depth).map(Float.init)))
            var hits = try graph.pairwise(.equal, graph.insertAxes(places, at: [rank - 1]), all)
            if axis != rank - 1 {
                hits = try graph.transpose(hits, permutation: Array(0..<axis) + [rank - 1] + Array(axis..<(rank - 1)))
            }
            let (on, off) = (try arguments.number("on_value") ?? 1, try arguments.number("off_value") ?? 0)
            return .tensor(TensorOperand(value: on == 1 && off == 0 ? hits : try graph.scale(hits, by: on - off, offset: off)))
        },
        TensorFunction("ops: multi_hot", "inputs|x num_classes|num_tokens axis _dtype _sparse") { graph, arguments in
            let x = try arguments.tensor("inputs", in: &graph)
            guard let depth = try arguments.integer("num_classes"), (1...1 << 20).contains(depth) else {
                throw arguments.fault("num_classes", "a positive integer", nil)
            }
            guard try arguments.integer("axis") ?? -1 == -1 else { throw arguments.fault("axis", "-1", nil) }
            let rank = graph.shape(of: x).count
            let all = graph.constant(Tensor(shape: [depth], values: (0..<depth).map(Float.init)))
            let hits = try graph.pairwise(.equal, graph.insertAxes(x, at: [rank]), all)
            return .tensor(TensorOperand(value: try graph.reduction(hits, .maximum, axes: [rank - (rank > 1 ? 1 : 0)])))
        },
        TensorFunction("tf ops: top_k; raw: TopKV2", "X k _sorted _name _index_type") { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            let count = try arguments.integer("k") ?? 1
            let shape = graph.shape(of: operand.value)
            guard count > 0, (shape.last ?? nil).map({ count <= $0 }) ?? true else {
                throw ShapeMismatch(expected: "at least \(count) elements along the last axis", found: shape.pythonText)
            }
            let axis = shape.count - 1
            let first = AxisSelection.range(start: 0, stop: count, step: 1)
            let values = try graph.select(graph.sorted(operand.value, isDescending: true), axis: axis, first)
            let places = try graph.select(graph.sortedPlaces(operand.value, isDescending: true), axis: axis, first)
            return .list([operand.with(values), .tensor(TensorOperand(value: places, element: .integer))])
        },
        TensorFunction("ops np tf: sort argsort", "X|values axis direction _name _stable") { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            let axis = try arguments.integer("axis") ?? -1
            let direction = try arguments.text("direction") ?? "ASCENDING"
            let isDescending = direction.uppercased() == "DESCENDING"
            if arguments.function.hasSuffix("argsort") {
                let places = try graph.sortedPlaces(operand.value, axis: axis, isDescending: isDescending)
                return .tensor(TensorOperand(value: places, element: .integer))
            }
            return operand.with(try graph.sorted(operand.value, axis: axis, isDescending: isDescending))
        },
        TensorFunction("ops np tf.experimental.numpy: take_along_axis", "X indices axis") { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            let (x, indices) = (operand.value, try arguments.tensor("indices", in: &graph))
            guard let axis = try arguments.integer("axis") else {
                return operand.with(
                    try graph.gatherElements(
                        graph.reshape(x, toWhole: [-1]), graph.reshape(indices, toWhole: [-1]), axis: 0))
            }
            return operand.with(try graph.gatherElements(x, indices, axis: axis))
        },
        TensorFunction(
            "tf ops np: searchsorted digitize; tf: raw_ops.bucketize; ops np: search_sorted",
            "X|sorted_sequence y|bins|values|v side|right _name _out_type"
        ) {
            graph, arguments in
            // digitize(x, bins) and searchsorted(sequence, values).
            let isDigitize = arguments.function.hasSuffix("digitize")
            let (first, second) = (try arguments.tensor("x", in: &graph), try arguments.tensor("y", in: &graph))
            let (x, bins) = isDigitize ? (first, second) : (second, first)
            guard graph.shape(of: bins).count == 1 else {
                throw ShapeMismatch(expected: "boundaries along one axis", found: graph.shape(of: bins).pythonText)
            }
            let side = arguments.value("side")
            let countsEqual = isDigitize ? side?.integer ?? 0 == 0 : side?.text == "right"
            let raised = try graph.insertAxes(x, at: [graph.shape(of: x).count])
            let below = try graph.pairwise(countsEqual ? .greaterOrEqual : .greater, raised, bins)
            return .tensor(TensorOperand(value: try graph.reduction(below, .sum, axes: [-1]), element: .integer))
        },
        TensorFunction("ops np tf.experimental.numpy: tril triu", "X k") { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            let offset = try arguments.integer("k") ?? 0
            let band =
                arguments.function.hasSuffix("tril") ? PlaceBand(after: offset) : PlaceBand(before: -offset)
            return operand.with(try graph.multiply([operand.value, graph.bandMask(operand.value, band)]))
        },
        TensorFunction("tf: band_part matrix_band_part; raw: MatrixBandPart", "X num_lower num_upper _name") { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            guard let lower = try arguments.integer("num_lower"), let upper = try arguments.integer("num_upper") else {
                throw arguments.fault("num_lower", "two integers", nil)
            }
            let band = PlaceBand(before: lower < 0 ? nil : lower, after: upper < 0 ? nil : upper)
            return operand.with(try graph.multiply([operand.value, graph.bandMask(operand.value, band)]))
        },
        TensorFunction("tf ops np K: eye", "num_rows|N|n|size num_columns|M k _dtype _name") { graph, arguments in
            guard let rows = try arguments.integer("num_rows"), (1...4096).contains(rows) else {
                throw arguments.fault("num_rows", "a positive integer", nil)
            }
            let columns = try arguments.integer("num_columns") ?? rows
            let offset = try arguments.integer("k") ?? 0
            guard (1...4096).contains(columns) else { throw arguments.fault("num_columns", "a positive integer", nil) }
            var array = try NumericArray(shape: [rows, columns], repeating: 0)
            for row in 0..<rows where (0..<columns).contains(row + offset) { array.values[row * columns + row + offset] = 1 }
            return .array(array)
        },
        TensorFunction("ops np: diagonal trace; tf: diag_part trace", "X offset|k axis1 axis2 _name") { graph, arguments in
            let operand = try arguments.operand("x", in: &graph)
            let rank = graph.shape(of: operand.value).count
            let isNumPy = !arguments.function.hasPrefix("tf.")
            guard try arguments.integer("offset") ?? 0 == 0, rank >= 2, rank <= 20 else {
                throw arguments.fault("offset", "0, and at least two axes", nil)
            }
            let first = try resolvedAxis(arguments.integer("axis1") ?? (isNumPy ? 0 : -2), rank: rank)
            let second = try resolvedAxis(arguments.integer("axis2") ?? (isNumPy ? 1 : -1), rank: rank)
            var labels = Array("abcdefghijklmnopqrst".prefix(rank))
            labels[second] = labels[first]
            let beside = labels.indices.filter { $0 != first && $0 != second }.map { labels[$0] }
            let isTrace = arguments.function.hasSuffix("trace")
            let one = graph.constant(Tensor(shape: [1], values: [1]))
            let result = isTrace ? (beside.isEmpty ? ["z"] : beside) : beside + [labels[first]]
            return operand.with(try graph.einsum("\(String(labels)),z->\(String(result))", operand.value, one))
        },
    ]
}
