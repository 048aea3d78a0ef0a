import NeuralNetwork

/// A scale and an offset along some axes of a value, as the layers that normalise have them.
struct AxisWeights: Hashable, Sendable {
    let axes: [Int]
    let hasGamma: Bool
    let hasBeta: Bool

    /// The axes from the first on, in their order.
    func resolved(rank: Int) throws -> [Int] { try axes.map { try resolvedAxis($0, rank: rank) } }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        let shape = try resolved(rank: input.count).map { try input.known($0) }
        return (hasGamma ? [WeightSpecification("gamma", shape)] : []) + (hasBeta ? [WeightSpecification("beta", shape)] : [])
    }

    /// `gamma · x + beta`.
    func apply(_ weights: [Tensor], to x: Graph.Value, in graph: inout Graph) throws -> Graph.Value {
        guard !weights.isEmpty else { return x }
        let shape = graph.shape(of: x)
        let places = try resolved(rank: shape.count)
        let extents = shape.indices.map { axis in places.firstIndex(of: axis).map { weights[0].shape[$0] } ?? 1 }
        func constant(_ tensor: Tensor, _ graph: inout Graph) -> Graph.Value {
            // The elements lie in the order in which the axes are named, which needn't be the order of the axes.
            graph.constant(Self.sorted(tensor, places).reshaped(to: extents))
        }
        var (y, rest) = (x, weights[...])
        if hasGamma { y = try graph.multiply([y, constant(rest.removeFirst(), &graph)]) }
        if hasBeta { y = try graph.add([y, constant(rest.removeFirst(), &graph)]) }
        return y
    }

    private static func sorted(_ tensor: Tensor, _ places: [Int]) -> Tensor {
        guard places != places.sorted() else { return tensor }
        let order = places.indices.sorted { places[$0] < places[$1] }
        let strides = tensor.shape.indices.map { tensor.shape[($0 + 1)...].reduce(1, *) }
        let offsets = order.reduce([0]) { bases, axis in
            bases.flatMap { base in (0..<tensor.shape[axis]).map { base + $0 * strides[axis] } }
        }
        let values = tensor.values
        return Tensor(shape: order.map { tensor.shape[$0] }, values: offsets.map { values[$0] })
    }
}
