import NeuralNetwork

/// BatchNormalization with `mode` 2 (Keras 1): normalised by the statistics of the batch at hand, in answering too, so that an
/// answer depends on what else is in the batch. The running statistics stand in the file, but don't matter.
struct BatchwiseNormalizationLayer: SingleInputLayer {
    let statistics: BatchNormalizationLayer

    init(from options: inout LayerOptions) throws {
        var statistics = try BatchNormalizationLayer(from: &options)
        statistics.usesBatch = true
        self.statistics = statistics
    }

    func weights(for input: Shape) throws -> [WeightSpecification] { try statistics.weights(for: input) }

    func outputShape(of input: Shape) throws -> Shape { try statistics.outputShape(of: input) }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        try statistics.lower(x, weights: weights, into: &graph)
    }
}
