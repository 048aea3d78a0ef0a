public import NeuralNetwork

/// `1 − i / (i + alpha · Σ (1 − prediction) · truth + beta · Σ prediction · (1 − truth) + 1e-7)`, where `i` is `Σ truth · prediction`
/// (Salehi et al. 2017), over some axes or over everything.
public struct Tversky: Loss {
    public static let kerasName = "Tversky"

    public var alpha: Float
    public var beta: Float
    /// Over which the sums go; nil is everything, the batch too, and gives `[1]`.
    public var axes: [Int]?

    public init(alpha: Float = 0.5, beta: Float = 0.5, axes: [Int]? = nil) {
        (self.alpha, self.beta, self.axes) = (alpha, beta, axes)
    }

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (truth, prediction) = try graph.matched(truth, prediction, for: Self.kerasName)
        let common = try graph.overlapSum(graph.multiply([truth, prediction]), axes)
        let missed = try graph.overlapSum(graph.multiply([graph.scale(prediction, by: -1, offset: 1), truth]), axes)
        let invented = try graph.overlapSum(graph.multiply([prediction, graph.scale(truth, by: -1, offset: 1)]), axes)
        let all = try graph.add([common, graph.scale(missed, by: alpha), graph.scale(invented, by: beta)])
        let part = try graph.elementwise(.divide, common, graph.scale(all, by: 1, offset: kerasEpsilon))
        return LossValues(try graph.scale(part, by: -1, offset: 1))
    }
}

extension Graph {
    mutating func overlapSum(_ x: Value, _ axes: [Int]?) throws(GraphError) -> Value {
        guard let axes, axes.count < shape(of: x).count else { return try reductionOfAll(x, .sum) }
        return try reduction(x, .sum, axes: axes)
    }
}
