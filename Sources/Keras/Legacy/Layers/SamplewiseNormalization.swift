import NeuralNetwork

/// BatchNormalization with `mode` 1 (Keras 1): each vector along the last axis normalised by its own statistics,
/// `gamma · (x − mean) / (sqrt(variance + ε) + ε) + beta`. The running statistics stand in the file, but don't matter.
struct SamplewiseNormalizationLayer: SingleInputLayer {
    let statistics: BatchNormalizationLayer

    init(from options: inout LayerOptions) throws { statistics = try BatchNormalizationLayer(from: &options) }

    func weights(for input: Shape) throws -> [WeightSpecification] {
        guard try input.known(statistics.axis) == input.known(-1) else {
            throw ShapeMismatch(
                expected: "as many elements along the last axis, which is normalised, as along axis \(statistics.axis)",
                found: input.pythonText)
        }
        return try statistics.weights(for: input)
    }

    func outputShape(of input: Shape) throws -> Shape { input }

    func lower(_ x: Graph.Value, weights: [Tensor], into graph: inout Graph) throws -> Graph.Value {
        let epsilon = statistics.epsilon
        let mean = try graph.reduction(x, .mean, axes: [-1], keepDimensions: true)
        let centred = try graph.subtract(x, mean)
        let variance = try graph.reduction(graph.math(.square, centred), .mean, axes: [-1], keepDimensions: true)
        let deviation = try graph.math(.squareRoot, graph.scale(variance, by: 1, offset: epsilon))
        let normal = try graph.elementwise(.divide, centred, graph.scale(deviation, by: 1, offset: epsilon))
        return try graph.add([graph.multiply([normal, graph.constant(weights[0])]), graph.constant(weights[1])])
    }
}
