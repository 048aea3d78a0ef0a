package import NeuralNetwork

extension Graph {
    /// Truth and prediction of one shape.
    ///
    /// Of ranks that differ by one, the rule of Keras 3: a last axis of 1 is added to what has one axis alone (`[batch]` beside
    /// `[batch, 1]`), else it is taken away from the other. `compile` of Keras 2 does the same.
    ///
    /// - Throws: `GraphError.mismatch` at `loss` where the shapes still differ.
    package mutating func matched(
        _ truth: Value, _ prediction: Value, for loss: String
    ) throws(GraphError) -> (truth: Value, prediction: Value) {
        let (ofTruth, ofPrediction) = (shape(of: truth), shape(of: prediction))
        var (truth, prediction) = (truth, prediction)
        if ofTruth.count == ofPrediction.count + 1, ofTruth.last == 1 {
            if ofPrediction.count == 1 {
                prediction = try insertAxes(prediction, at: [1])
            } else {
                truth = try droppingLastAxis(truth)
            }
        } else if ofPrediction.count == ofTruth.count + 1, ofPrediction.last == 1 {
            if ofTruth.count == 1 {
                truth = try insertAxes(truth, at: [1])
            } else {
                prediction = try droppingLastAxis(prediction)
            }
        }
        guard shape(of: truth).mayEqual(shape(of: prediction)) else {
            throw .mismatch(
                site: loss, expected: "a truth of the prediction's shape \(ofPrediction.text)", found: ofTruth.text)
        }
        return (truth, prediction)
    }

    /// The same elements without a last axis, whose extent is 1.
    package mutating func droppingLastAxis(_ x: Value) throws(GraphError) -> Value {
        try reduction(x, .sum, axis: -1)
    }
}

extension Shape {
    /// Whether two shapes are equal once what is unknown is known.
    package func mayEqual(_ other: Shape) -> Bool {
        count == other.count && zip(self, other).allSatisfy { $0 == nil || $1 == nil || $0 == $1 }
    }
}
