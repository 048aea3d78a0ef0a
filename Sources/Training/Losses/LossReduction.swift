public import NeuralNetwork

/// What becomes of the losses of all items.
public enum LossReduction: String, Sendable, Hashable, CaseIterable {
    /// The sum divided by the number of values, whatever their weights: what Keras takes where nothing is said.
    case sumOverBatchSize = "sum_over_batch_size"
    case sum
    /// The weighted values themselves.
    case none
    /// `sumOverBatchSize` by the name that Keras 3 has for it too.
    case mean
    /// The sum divided by the sum of the weights (Keras 3).
    case meanWithSampleWeight = "mean_with_sample_weight"
    /// `sumOverBatchSize`, as Keras 2 writes it to files.
    case auto

    fileprivate var countsValidAlone: Bool { self == .sumOverBatchSize || self == .mean || self == .auto }
}

extension LossValues {
    /// One number, as `[1]`, or the weighted values where nothing is to be reduced.
    ///
    /// - Parameters:
    ///   - weights: `[batch]` for the leading axes of the values, or as many axes as they have, of their extents or 1, or one axis of 1
    ///     more. (Keras 2 adds one axis at most, and Keras 3 none but to what has a last axis of 1: both refuse the rest, or repeat `[batch]`
    ///     along the last axis where that happens to be as long.)
    ///   - mask: 1 for each value that counts, else 0; of shapes as the weights. It is joined with that of the loss. Where a mean is taken,
    ///     it is one over what counts: if nothing does, Keras 2 gives NaN and Keras 3 gives 0.
    public func reduced(
        by reduction: LossReduction = .sumOverBatchSize, weights: Graph.Value? = nil, mask: Graph.Value? = nil,
        generation: KerasGeneration = .two, in graph: inout Graph
    ) throws(GraphError) -> Graph.Value {
        var factor = weights
        if let mask = try joinedMask(mask, in: &graph) {
            var share = mask
            if reduction.countsValidAlone {
                let valid = try graph.reduction(
                    mask, .mean, axes: Array(graph.shape(of: mask).indices), keepDimensions: true)
                share =
                    generation == .two
                    ? try graph.elementwise(.divide, mask, valid) : try graph.pairwise(.divideOrZero, mask, valid)
            }
            factor =
                try factor.map { (weights) throws(GraphError) in
                    try graph.multiply([share, graph.aligned(weights, with: share)])
                } ?? share
        }
        var weighted = values
        if let given = factor {
            let aligned = try graph.aligned(given, with: values)
            weighted = try graph.multiply([values, aligned])
            if reduction == .meanWithSampleWeight {
                return try graph.pairwise(
                    .divideOrZero, graph.reductionOfAll(weighted, .sum), graph.reductionOfAll(aligned, .sum))
            }
        }
        return switch reduction {
        case .none: weighted
        case .sum: try graph.reductionOfAll(weighted, .sum)
        case .sumOverBatchSize, .mean, .auto, .meanWithSampleWeight: try graph.reductionOfAll(weighted, .mean)
        }
    }

    private func joinedMask(_ other: Graph.Value?, in graph: inout Graph) throws(GraphError) -> Graph.Value? {
        guard let mask, let other else { return mask ?? other }
        return try graph.multiply([mask, graph.aligned(other, with: mask)])
    }
}

extension Graph {
    /// Weights under as many axes as `values` have.
    fileprivate mutating func aligned(_ weights: Value, with values: Value) throws(GraphError) -> Value {
        let (own, whole) = (shape(of: weights), shape(of: values))
        var weights = weights
        if own.count == whole.count + 1, own.last == 1 {
            weights = try droppingLastAxis(weights)
        } else if own.count < whole.count {
            weights = try insertAxes(weights, at: Array(own.count..<whole.count))
        }
        let fits = zip(shape(of: weights), whole).allSatisfy { (own: Int?, other: Int?) -> Bool in
            guard let own, let other else { return true }
            return own == other || own == 1 || other == 1
        }
        guard shape(of: weights).count == whole.count, fits else {
            throw .mismatch(site: "sample weights", expected: "weights for values \(whole.text)", found: own.text)
        }
        return weights
    }
}
