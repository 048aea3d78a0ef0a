import NeuralNetwork

extension BatchNormalizationLayer {
    /// Normalises by the statistics of the batch, and moves the settled ones towards them.
    ///
    /// - Parameters:
    ///   - moving: the settled mean and variance.
    ///   - isCorrected: whether the settled variance is of all items that the batch was taken from (Bessel's correction).
    func trained(
        _ x: Graph.Value, gamma: Tensor?, beta: Tensor?, moving: (mean: Variable, variance: Variable), isCorrected: Bool,
        in graph: inout Graph
    ) throws -> Graph.Value {
        guard let extents = graph.shape(of: x).concrete else {
            throw ShapeMismatch(expected: "known extents, to be trained", found: graph.shape(of: x).pythonText)
        }
        let rank = extents.count
        let axis = try resolvedAxis(axis, rank: rank)
        let channels = extents[axis]
        func weight(_ tensor: Tensor?, _ value: Float) -> Graph.Value {
            graph.constant(tensor ?? Tensor(shape: [channels]) { $0.update(repeating: value) })
        }
        // As images whose channels come last.
        let order = extents.indices.filter { $0 != axis } + [axis]
        let isOrdered = axis == rank - 1
        let ordered = isOrdered ? x : try graph.transpose(x, permutation: order)
        let others = order.dropLast().map { extents[$0] }
        let image = [others[0], others.dropFirst().dropLast().reduce(1, *), others.count > 1 ? others.last! : 1, channels]
        let isImage = rank == 4
        let statistics = try graph.batchStandardization(
            isImage ? ordered : graph.reshape(ordered, toWhole: image), gamma: weight(gamma, 1), beta: weight(beta, 0),
            epsilon: epsilon)
        let count = Float(others.reduce(1, *))
        try move(moving.mean, towards: statistics.mean, factor: 1, in: &graph)
        try move(
            moving.variance, towards: statistics.variance, factor: isCorrected ? count / max(count - 1, 1) : 1, in: &graph)
        let result = isImage ? statistics.result : try graph.reshape(statistics.result, toWhole: order.map { extents[$0] })
        guard !isOrdered else { return result }
        var back = order
        for (place, origin) in order.enumerated() { back[origin] = place }
        return try graph.transpose(result, permutation: back)
    }

    private func move(_ variable: Variable, towards value: Graph.Value, factor: Float, in graph: inout Graph) throws {
        let kept = try graph.scale(graph.value(of: variable), by: momentum)
        try graph.assign(graph.add([kept, graph.scale(value, by: (1 - momentum) * factor)]), to: variable)
    }
}
