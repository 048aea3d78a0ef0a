extension Dense: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let (x, weights, gradient) = (call.inputs[0], call.inputs[1], call.gradient)
        let (inputs, outputs) = (graph.extents(of: weights)[0], graph.extents(of: weights)[1])
        let rows = graph.extents(of: x).dropLast().reduce(1, *)
        func flat(_ value: Graph.Value, _ columns: Int) throws -> Graph.Value {
            graph.extents(of: value).count == 2 ? value : try graph.reshape(value, toWhole: [rows, columns])
        }
        let back = try flat(gradient, outputs)
        var data: Graph.Value?
        if call.isWanted[0] {
            let product = try graph.matrixProduct(back, weights, transposeRight: true)
            data = graph.extents(of: x).count == 2 ? product : try graph.reshape(product, toWhole: graph.extents(of: x))
        }
        let kernel = call.isWanted[1] ? try graph.matrixProduct(flat(x, inputs), back, transposeLeft: true) : nil
        guard hasBias else { return [data, kernel] }
        return [data, kernel, call.isWanted[2] ? try graph.sum(back, toShapeOf: call.inputs[2]) : nil]
    }
}

extension MatrixProduct: Differentiable {
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let (left, right, gradient) = (call.inputs[0], call.inputs[1], call.gradient)
        var sides: [Graph.Value?] = [nil, nil]
        if call.isWanted[0] {
            let value =
                transposesLeft
                ? try graph.matrixProduct(right, gradient, transposeLeft: transposesRight, transposeRight: true)
                : try graph.matrixProduct(gradient, right, transposeRight: !transposesRight)
            sides[0] = try graph.sum(value, toShapeOf: left)
        }
        if call.isWanted[1] {
            let value =
                transposesRight
                ? try graph.matrixProduct(gradient, left, transposeLeft: true, transposeRight: transposesLeft)
                : try graph.matrixProduct(left, gradient, transposeLeft: !transposesLeft)
            sides[1] = try graph.sum(value, toShapeOf: right)
        }
        return sides
    }
}

extension Einsum: Differentiable {
    /// The gradient of one operand is the product of the result's gradient with the other operand, repeated along what only it has.
    package func gradients(of call: DifferentiatedCall, in graph: inout Graph) throws -> [Graph.Value?] {
        let operands = [left, right]
        return try call.inputs.indices.map { side in
            guard call.isWanted[side] else { return nil }
            let (own, other) = (operands[side], operands[1 - side])
            let shared = own.filter { result.contains($0) || other.contains($0) }
            guard Set(own).count == own.count, Set(other).count == other.count, !shared.isEmpty else {
                throw ShapeMismatch(expected: "an equation without diagonals, to be trained", found: name)
            }
            let product = try graph.add(
                Einsum(left: result, right: other, result: shared), [call.gradient, call.inputs[1 - side]])
            guard shared.count < own.count else { return product }
            let extents = graph.extents(of: call.inputs[side])
            let open = zip(own, extents).map { shared.contains($0) ? $1 : 1 }
            return try graph.repeated(graph.reshape(product, toWhole: open), to: extents)
        }
    }
}
