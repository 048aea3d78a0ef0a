import NeuralNetwork

/// Products of matrices.
enum MatrixFunctions {
    static let functions: [TensorFunction] = [
        TensorFunction(
            "tf: matmul; ops np: matmul; raw: MatMul BatchMatMul BatchMatMulV2",
            "x|a|x1 y|b|x2 transpose_a|adj_x transpose_b|adj_y adjoint_a adjoint_b _name"
        ) { graph, arguments in
            let transposesLeft = try arguments.flag("transpose_a", default: arguments.flag("adjoint_a"))
            let transposesRight = try arguments.flag("transpose_b", default: arguments.flag("adjoint_b"))
            let (x, y) = (try arguments.tensor("x", in: &graph), try arguments.tensor("y", in: &graph))
            return .tensor(
                TensorOperand(
                    value: try graph.matrixProduct(x, y, transposeLeft: transposesLeft, transposeRight: transposesRight)))
        },
        TensorFunction("K: batch_dot", "x y axes") { graph, arguments in
            let (x, y) = (try arguments.tensor("x", in: &graph), try arguments.tensor("y", in: &graph))
            let given = try arguments.integers("axes")
            return .tensor(TensorOperand(value: try batchDot(x, y, axes: given, in: &graph)))
        },
    ]

    /// Sums products along one axis of each, item by item, by way of matrices: axes that stay become rows and columns.
    private static func batchDot(_ x: Graph.Value, _ y: Graph.Value, axes: [Int]?, in graph: inout Graph) throws -> Graph.Value {
        let (left, right) = (graph.shape(of: x), graph.shape(of: y))
        guard (2...3).contains(left.count), (2...3).contains(right.count) else {
            throw ShapeMismatch(expected: "values of two or three axes", found: "\(left.pythonText) and \(right.pythonText)")
        }
        let both = axes.map { $0.count == 1 ? [$0[0], $0[0]] : $0 }
        let along = [
            try resolvedAxis(both?[0] ?? -1, rank: left.count),
            try resolvedAxis(both?[1] ?? (right.count == 2 ? -1 : -2), rank: right.count),
        ]
        guard along[0] > 0, along[1] > 0 else { throw ShapeMismatch(expected: "axes other than the batch", found: "\(along)") }
        let l = left.count == 2 ? try graph.expandDimensions(x, axis: 1) : x
        let r = right.count == 2 ? try graph.expandDimensions(y, axis: 2) : y
        let product = try graph.matrixProduct(
            l, r, transposeLeft: left.count == 3 && along[0] == 1, transposeRight: right.count == 3 && along[1] == 2)
        var rest = graph.shape(of: product)
        if right.count == 2, rest.count == 3 { rest.remove(at: 2) }
        if left.count == 2 { rest.remove(at: 1) }
        // Keras gives one number for an item an axis of its own.
        if rest.count == 1 { rest.append(1) }
        return try graph.reshape(product, toShape: rest)
    }
}
