public import NeuralNetwork

/// `−log(p)` of the class that the truth numbers, the classes along the last axis.
///
/// From logits where a sigmoid or softmax made the prediction, or where it is said to be them. Else probabilities are kept between 1e-7
/// and 1 − 1e-7 and brought to the sum 1. A run with a number that is no class fails; ``check(_:classes:)`` tells of it by name before.
public struct SparseCategoricalCrossentropy: Loss {
    public static let kerasName = "SparseCategoricalCrossentropy"

    public var fromLogits: Bool
    /// A number that means none of the classes, often −1 or 255: such items count for nothing.
    public var ignoredClass: Int?

    public init(fromLogits: Bool = false, ignoredClass: Int? = nil) {
        (self.fromLogits, self.ignoredClass) = (fromLogits, ignoredClass)
    }

    public func values(truth: Graph.Value, prediction: Graph.Value, in graph: inout Graph) throws(GraphError) -> LossValues {
        let numbers = try labels(truth, beside: prediction, in: &graph)
        var answer: Graph.Value
        if let logits = graph.logits(of: prediction) ?? (fromLogits ? prediction : nil) {
            answer = logits
        } else {
            let probability = try graph.clipped(prediction, from: kerasEpsilon, to: 1 - kerasEpsilon)
            answer = try graph.math(.logarithm, probability)
        }
        guard let ignoredClass else { return LossValues(try crossentropy(numbers, answer, in: &graph)) }
        let isValid = try graph.pairwise(.notEqual, numbers, graph.number(Float(ignoredClass)))
        let place = graph.shape(of: numbers).count
        // So that what isn't counted can't spoil the gradient either.
        answer = try graph.choice(graph.insertAxes(isValid, at: [place]), answer, graph.number(0))
        let chosen = try graph.choice(isValid, numbers, graph.number(0))
        let values = try graph.choice(isValid, crossentropy(chosen, answer, in: &graph), graph.number(0))
        return LossValues(values, mask: isValid)
    }

    /// `[batch, …]`, without the axis of classes.
    private func labels(_ truth: Graph.Value, beside prediction: Graph.Value, in graph: inout Graph) throws(GraphError)
        -> Graph.Value
    {
        let (ofTruth, ofPrediction) = (graph.shape(of: truth), graph.shape(of: prediction))
        let numbers = ofTruth.count == ofPrediction.count && ofTruth.last == 1 ? try graph.droppingLastAxis(truth) : truth
        guard ofPrediction.count > 1, graph.shape(of: numbers).mayEqual(ofPrediction.dropLast()) else {
            throw .mismatch(
                site: Self.kerasName, expected: "class numbers \(Shape(ofPrediction.dropLast()).text) for \(ofPrediction.text)",
                found: ofTruth.text)
        }
        return numbers
    }

    private func crossentropy(
        _ numbers: Graph.Value, _ logits: Graph.Value, in graph: inout Graph
    ) throws(GraphError) -> Graph.Value {
        let logarithms = try graph.logSoftmax(logits, axis: -1)
        // A negative index would count from the end: far below, it is outside, as every other number that is no class.
        let isNegative = try graph.pairwise(.less, numbers, graph.number(0))
        let indices = try graph.choice(isNegative, graph.scale(numbers, by: 1, offset: -1e9), numbers)
        let place = graph.shape(of: numbers).count
        let chosen = try graph.gatherElements(logarithms, graph.insertAxes(indices, at: [place]), axis: -1)
        return try graph.scale(graph.droppingLastAxis(chosen), by: -1)
    }

    /// Tells of the first label that is no class.
    ///
    /// - Throws: `GraphError.mismatch`, with the label's place among all in row-major order.
    public func check(_ labels: Tensor, classes: Int) throws(GraphError) {
        let wrong = labels.withElements { elements in
            elements.firstIndex { label in
                label.rounded(.towardZero) != ignoredClass.map(Float.init) && !(label > -1 && label < Float(classes))
            }
        }
        guard let wrong else { return }
        throw .mismatch(
            site: Self.kerasName, expected: "classes from 0 to \(classes - 1)",
            found: "\(labels.withElements { $0[wrong] }) at place \(wrong) of \(labels.count)")
    }
}
