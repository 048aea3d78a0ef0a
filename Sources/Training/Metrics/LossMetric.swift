public import NeuralNetwork

/// The mean of a loss over all that was counted, whatever the sizes of the batches.
///
/// Keras computes crossentropies from the logits where a sigmoid or a softmax made the prediction, in metrics too; a tensor doesn't tell.
/// Who has the graph adds ``Loss/values(truth:prediction:in:)`` as an output and counts it by ``update(_:mask:weights:)``; else what is nearer
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
        try update(results[0], mask: results.count > 1 ? results[1] : nil, weights: weights)
    }

    /// Counts values of the loss that were computed elsewhere.
    ///
    /// - Parameter mask: as the loss gives it beside its values: what it leaves out counts for nothing.
    public mutating func update(_ values: Tensor, mask: Tensor? = nil, weights: Tensor? = nil) throws(GraphError) {
        guard var factors = mask else { return try mean.update(values, weights: weights) }
        let given = try ElementWeights(weights, for: factors.shape)
        factors.withMutableElements { elements in for place in elements.indices { elements[place] *= given[place] } }
        try mean.update(values, weights: factors)
    }

    public var results: [Float] { [sign * mean.result] }

    public mutating func reset() { mean.reset() }

    public var memory: [[Float]] {
        get { mean.memory }
        set { mean.memory = newValue }
    }

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
