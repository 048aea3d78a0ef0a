public import NeuralNetwork

/// The binary crossentropy times `(1 − p)^gamma` of the probability of what is true, so that what is known already counts less
/// (Lin et al. 2018); the mean along an axis.
public struct BinaryFocalCrossentropy: Loss {
    public static let kerasName = "BinaryFocalCrossentropy"

    /// Whether ones weigh `alpha` and zeros `1 − alpha`.
    public var appliesClassBalancing: Bool
    public var alpha: Float
    public var gamma: Float
    public var fromLogits: Bool
    public var labelSmoothing: Float
    public var axis: Int
    public var generation: KerasGeneration

    public init(
        applyClassBalancing: Bool = false, alpha: Float = 0.25, gamma: Float = 2, fromLogits: Bool = false,
        labelSmoothing: Float = 0, axis: Int = -1, generation: KerasGeneration = .two
    ) {
        (appliesClassBalancing, self.alpha, self.gamma) = (applyClassBalancing, alpha, gamma)
        (self.fromLogits, self.labelSmoothing) = (fromLogits, labelSmoothing)
        (self.axis, self.generation) = (axis, generation)
    }

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (plain, answer) = try graph.matched(truth, prediction, for: Self.kerasName)
        let truth = try graph.smoothedBinary(plain, by: labelSmoothing)
        let rest = try graph.scale(truth, by: -1, offset: 1)
        let probability = fromLogits ? try graph.activation(answer, .sigmoid) : answer
        let ofTruth = try graph.add([
            graph.multiply([truth, probability]), graph.multiply([rest, graph.scale(probability, by: -1, offset: 1)]),
        ])
        let focus = try graph.pairwise(.power, graph.scale(ofTruth, by: -1, offset: 1), graph.number(gamma))
        var values = try graph.multiply([
            focus, graph.binaryCrossentropy(truth, answer, fromLogits: fromLogits, generation),
        ])
        if appliesClassBalancing {
            let balance = try graph.add([graph.scale(truth, by: alpha), graph.scale(rest, by: 1 - alpha)])
            values = try graph.multiply([balance, values])
        }
        return LossValues(try graph.reduction(values, .mean, axis: axis))
    }
}
