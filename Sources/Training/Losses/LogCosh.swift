public import NeuralNetwork

/// `mean(log(cosh(prediction − truth)))` over the last axis.
public struct LogCosh: Loss {
    public static let kerasName = "LogCosh"

    public init() {}

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (truth, prediction) = try graph.matched(truth, prediction, for: Self.kerasName)
        let error = try graph.subtract(prediction, truth)
        let softplus = try graph.softplus(graph.scale(error, by: -2))
        let values = try graph.scale(graph.add([error, softplus]), by: 1, offset: -0.6931472)
        return LossValues(try graph.reduction(values, .mean, axis: -1))
    }
}

extension Graph {
    /// `log(1 + exp(x))`, exact to the last bit where oneDNN's is not: `max(x, 0) + log1p(exp(−|x|))`.
    mutating func softplus(_ x: Value) throws(GraphError) -> Value {
        let isPositive = try pairwise(.greaterOrEqual, x, number(0))
        let falling = try choice(isPositive, scale(x, by: -1), x)
        return try add([choice(isPositive, x, number(0)), math(.log1p, activation(falling, .exponential))])
    }
}
