public import NeuralNetwork

/// `−Σ truth · log(p)` over the classes, which lie along an axis.
///
/// From logits where a sigmoid or softmax made the prediction, or where it is said to be them. Else each item is divided by its sum and
/// kept between 1e-7 and 1 − 1e-7.
public struct CategoricalCrossentropy: Loss {
    public static let kerasName = "CategoricalCrossentropy"

    /// Whether the prediction is what a softmax is yet to be taken of.
    public var fromLogits: Bool
    /// Which part of the truth is spread evenly over all classes.
    public var labelSmoothing: Float
    /// Along which the classes lie.
    public var axis: Int

    public init(fromLogits: Bool = false, labelSmoothing: Float = 0, axis: Int = -1) {
        (self.fromLogits, self.labelSmoothing, self.axis) = (fromLogits, labelSmoothing, axis)
    }

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let (truth, answer) = try graph.matched(truth, prediction, for: Self.kerasName)
        let smooth = try graph.smoothed(truth, by: labelSmoothing, axis: axis, for: Self.kerasName)
        let logarithms: Graph.Value
        if let logits = graph.logits(of: answer) ?? (fromLogits ? answer : nil) {
            logarithms = try graph.logSoftmax(logits, axis: axis)
        } else {
            logarithms = try graph.math(.logarithm, graph.shares(answer, axis: axis))
        }
        return LossValues(try graph.scale(graph.reduction(graph.multiply([smooth, logarithms]), .sum, axis: axis), by: -1))
    }
}

extension Graph {
    /// `truth · (1 − smoothing) + smoothing / classes`.
    mutating func smoothed(_ truth: Value, by smoothing: Float, axis: Int, for loss: String) throws(GraphError) -> Value {
        guard smoothing != 0 else { return truth }
        let extents = shape(of: truth)
        guard let place = try? resolvedAxis(axis, rank: extents.count), let classes = extents[place] else {
            throw .mismatch(site: loss, expected: "classes of known number along axis \(axis)", found: extents.text)
        }
        return try scale(truth, by: 1 - smoothing, offset: smoothing / Float(classes))
    }

    /// `x − log Σ exp(x)` along an axis, to the last bit but one. oneDNN's is wrong by some 3e-6 and makes infinity of NaN.
    mutating func logSoftmax(_ x: Value, axis: Int) throws(GraphError) -> Value {
        let shifted = try subtract(x, reduction(x, .maximum, axes: [axis], keepDimensions: true))
        let sum = try reduction(activation(shifted, .exponential), .sum, axes: [axis], keepDimensions: true)
        // Its exponential makes infinity of NaN too.
        let plain = try reduction(shifted, .sum, axes: [axis], keepDimensions: true)
        return try subtract(shifted, choice(math(.isNotANumber, plain), plain, math(.logarithm, sum)))
    }

    /// Probabilities brought to the sum 1, and kept from 0 and 1.
    mutating func shares(_ prediction: Value, axis: Int) throws(GraphError) -> Value {
        let sum = try reduction(prediction, .sum, axes: [axis], keepDimensions: true)
        return try clipped(elementwise(.divide, prediction, sum), from: kerasEpsilon, to: 1 - kerasEpsilon)
    }
}
