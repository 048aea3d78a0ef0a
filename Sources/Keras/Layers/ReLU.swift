import NeuralNetwork

/// `x ≥ threshold: min(x, max_value)`, else `negative_slope · (x − threshold)`.
struct ReLULayer: ActivatingLayer {
    let activation: NeuralNetwork.Activation

    init(from options: inout LayerOptions) throws {
        activation = .relu(
            maximum: try options.number("max_value"), negativeSlope: try options.number("negative_slope", default: 0),
            threshold: try options.number("threshold", default: 0))
    }
}
