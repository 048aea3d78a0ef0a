public import NeuralNetwork

/// `−Σ alpha · (1 − p)^gamma · truth · log(p)` over the classes, which lie along an axis (Lin et al. 2018, for more than two classes).
public struct CategoricalFocalCrossentropy: Loss {
    public static let kerasName = "CategoricalFocalCrossentropy"

    /// One for all classes, or one for each; then the classes lie along the last axis.
    public var alpha: [Float]
    public var gamma: Float
    public var fromLogits: Bool
    public var labelSmoothing: Float
    public var axis: Int
    /// Keras 3 alone of its crossentropies takes this one's prediction as it is, though a sigmoid or softmax made it.
    public var generation: KerasGeneration

    public init(
        alpha: [Float] = [0.25], gamma: Float = 2, fromLogits: Bool = false, labelSmoothing: Float = 0, axis: Int = -1,
        generation: KerasGeneration = .two
    ) {
        (self.alpha, self.gamma) = (alpha, gamma)
        (self.fromLogits, self.labelSmoothing) = (fromLogits, labelSmoothing)
        (self.axis, self.generation) = (axis, generation)
    }

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (plain, answer) = try graph.matched(truth, prediction, for: Self.kerasName)
        let truth = try graph.smoothed(plain, by: labelSmoothing, axis: axis, for: Self.kerasName)
        let probability: Graph.Value
        let hidden = generation == .two ? graph.logits(of: answer) : nil
        if let logits = hidden ?? (fromLogits ? answer : nil) {
            probability = try graph.activation(logits, .softmax(axis: axis))
        } else {
            probability = answer
        }
        let share = try graph.shares(probability, axis: axis)
        let crossentropy = try graph.scale(graph.multiply([truth, graph.math(.logarithm, share)]), by: -1)
        let focus = try graph.pairwise(.power, graph.scale(share, by: -1, offset: 1), graph.number(gamma))
        let weight = try graph.multiply([focus, graph.constant(Tensor(shape: [alpha.count], values: alpha))])
        return LossValues(try graph.reduction(graph.multiply([weight, crossentropy]), .sum, axis: axis))
    }
}
