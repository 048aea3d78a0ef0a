public import NeuralNetwork

/// `mean(−truth · log(p) − (1 − truth) · log(1 − p))` along an axis.
///
/// From logits where a sigmoid or softmax made the prediction, or where it is said to be them: `max(x, 0) − x · truth + log(1 + exp(−|x|))`.
/// Else probabilities are kept between 1e-7 and 1 − 1e-7; Keras 2 adds another 1e-7 before each logarithm.
public struct BinaryCrossentropy: Loss {
    public static let kerasName = "BinaryCrossentropy"

    /// Whether the prediction goes from −∞ to ∞.
    public var fromLogits: Bool
    /// How far the truth is drawn from 0 and 1 towards one half.
    public var labelSmoothing: Float
    /// Along which the mean is taken.
    public var axis: Int
    public var generation: KerasGeneration

    public init(
        fromLogits: Bool = false, labelSmoothing: Float = 0, axis: Int = -1, generation: KerasGeneration = .two
    ) {
        (self.fromLogits, self.labelSmoothing) = (fromLogits, labelSmoothing)
        (self.axis, self.generation) = (axis, generation)
    }

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (truth, answer) = try graph.matched(truth, prediction, for: Self.kerasName)
        let smooth = try graph.smoothedBinary(truth, by: labelSmoothing)
        let values = try graph.binaryCrossentropy(smooth, answer, fromLogits: fromLogits, generation)
        return LossValues(try graph.reduction(values, .mean, axis: axis))
    }
}

extension Graph {
    mutating func smoothedBinary(_ truth: Value, by smoothing: Float) throws(GraphError) -> Value {
        smoothing == 0 ? truth : try scale(truth, by: 1 - smoothing, offset: 0.5 * smoothing)
    }

    /// Of each element.
    mutating func binaryCrossentropy(
        _ truth: Value, _ prediction: Value, fromLogits: Bool, _ generation: KerasGeneration
    ) throws(GraphError) -> Value {
        if let logits = logits(of: prediction) ?? (fromLogits ? prediction : nil) {
            return try subtract(softplus(logits), multiply([logits, truth]))
        }
        let probability = try clipped(prediction, from: kerasEpsilon, to: 1 - kerasEpsilon)
        let epsilon = generation == .two ? kerasEpsilon : 0
        let ofOne = try math(.logarithm, scale(probability, by: 1, offset: epsilon))
        // Two steps, for TensorFlow rounds `1 − p` before it adds more.
        let rest = try scale(probability, by: -1, offset: 1)
        let ofZero = try math(.logarithm, epsilon == 0 ? rest : scale(rest, by: 1, offset: epsilon))
        let gain = try add([multiply([truth, ofOne]), multiply([scale(truth, by: -1, offset: 1), ofZero])])
        return try scale(gain, by: -1)
    }
}
