import NeuralNetwork

/// BatchNormalization with `mode` 2 (Keras 1): normalised by the statistics of the batch at hand, in answering too, so that an
/// answer depends on what else is in the batch. The running statistics stand in the file, but don't matter.
struct BatchwiseNormalization: SingleInputLayer {
    let statistics: BatchNormalization

    init(from options: inout LayerOptions) throws { statistics = try BatchNormalization(from: &options) }

    func weights(for input: Shape) throws -> [WeightSpecification] { try statistics.weights(for: input) }

    func outputShape(of input: Shape) throws -> Shape { try statistics.outputShape(of: input) }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let shape = graph.shape(of: x)
        let axis = try resolvedAxis(statistics.axis, rank: shape.count)
        let others = shape.indices.filter { $0 != axis }
        var along = Array(repeating: 1, count: shape.count)
        along[axis] = weights[0].count
        let mean = try graph.reduction(x, .mean, axes: others, keepDimensions: true)
        let centred = try graph.subtract(x, mean)
        let variance = try graph.reduction(graph.math(.square, centred), .mean, axes: others, keepDimensions: true)
        let deviation = try graph.math(.squareRoot, graph.scale(variance, by: 1, offset: statistics.epsilon))
        let scaled = try graph.multiply([
            graph.elementwise(.divide, centred, deviation), graph.constant(weights[0].reshaped(to: along)),
        ])
        return try graph.add([scaled, graph.constant(weights[1].reshaped(to: along))])
    }
}
