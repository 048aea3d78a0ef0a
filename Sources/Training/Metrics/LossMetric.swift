public import NeuralNetwork

/// The mean of a loss over all that was counted, whatever the sizes of the batches.
///
/// Keras computes crossentropies from the logits where a sigmoid or a softmax made the prediction, in metrics too; a tensor doesn't tell.
/// Who has the graph adds ``Loss/values(truth:prediction:in:)`` as an output and counts it by ``update(_:weights:)``; else what is nearer
/// to 0 or 1 than 1e-7 counts as if it were that far.
public struct LossMetric: Metric {
    public let kerasName: String
    public let loss: any Loss
    private let sign: Float
    private var mean = Mean()
    /// The loss compiled for shapes of truth and prediction that came by.
    private var plans: [[[Int]]: Plan] = [:]

    /// - Parameters:
    ///   - name: where Keras calls the metric otherwise than the loss.
    ///   - isNegated: for a similarity, whose loss is minus that.
    public init(_ loss: any Loss, name: String? = nil, isNegated: Bool = false) {
        (self.loss, kerasName) = (loss, name ?? type(of: loss).kerasName)
        sign = isNegated ? -1 : 1
    }

    public mutating func update(truth: Tensor, prediction: Tensor, weights: Tensor?) throws {
        let results = try plan(for: [truth.shape, prediction.shape]).run([truth, prediction])
        guard results.count > 1 else { return try update(results[0], weights: weights) }
        // What the loss leaves out counts for nothing.
        let factors = try ElementWeights(weights, for: results[1].shape)
        var masked = results[1]
        masked.withMutableElements { mask in for place in mask.indices { mask[place] *= factors[place] } }
        try update(results[0], weights: masked)
    }

    /// Counts values of the loss that were computed elsewhere.
    public mutating func update(_ values: Tensor, weights: Tensor? = nil) throws(GraphError) {
        try mean.update(values, weights: weights)
    }

    public var results: [Float] { [sign * mean.result] }

    public mutating func reset() { mean.reset() }

    private mutating func plan(for shapes: [[Int]]) throws -> Plan {
        if let plan = plans[shapes] { return plan }
        var graph = Graph()
        let truth = try graph.input(name: "truth", shape: shapes[0])
        let prediction = try graph.input(name: "prediction", shape: shapes[1])
        let found = try loss.values(truth: truth, prediction: prediction, in: &graph)
        try graph.output(found.values, name: "values")
        if let mask = found.mask { try graph.output(mask, name: "mask") }
        let plan = try Plan(graph, options: PlanOptions(threads: 1))
        plans[shapes] = plan
        return plan
    }
}
