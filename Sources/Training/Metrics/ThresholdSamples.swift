import NeuralNetwork

/// The elements of a batch that are compared with thresholds.
struct ThresholdSamples {
    private(set) var shape: [Int]
    private(set) var truths: [Float]
    private(set) var predictions: [Float]
    private(set) var weights: [Float]

    /// What Keras takes for a prediction that isn't among the greatest.
    static let lowest: Float = -1e10

    /// - Parameters:
    ///   - topK: how many of the last axis, the greatest, count as predictions at all; nil is all.
    ///   - classID: the only place of the last axis that is looked at; nil is all.
    init(
        truth: Tensor, prediction: Tensor, weights: Tensor?, topK: Int? = nil, classID: Int? = nil, for metric: String
    ) throws(GraphError) {
        shape = try matchedShape(truth, prediction, for: metric)
        let factors = try ElementWeights(weights, for: shape)
        truths = truth.values
        predictions = prediction.values
        self.weights = truths.indices.map { factors[$0] }
        if let topK { keepGreatest(topK) }
        if let classID { try keep(classID, for: metric) }
    }

    private mutating func keepGreatest(_ count: Int) {
        let width = shape.last!
        for start in stride(from: 0, to: predictions.count, by: width) {
            // Of equal ones the first.
            let order = (start..<start + width).sorted {
                predictions[$0] != predictions[$1] ? predictions[$0] > predictions[$1] : $0 < $1
            }
            for place in order.dropFirst(count) { predictions[place] = Self.lowest }
        }
    }

    private mutating func keep(_ classID: Int, for metric: String) throws(GraphError) {
        let width = shape.last!
        guard shape.count > 1, (0..<width).contains(classID) else {
            throw .mismatch(site: metric, expected: "predictions [batch, …, classes] with a class \(classID)", found: "\(shape)")
        }
        let places = Array(stride(from: classID, to: predictions.count, by: width))
        shape[shape.count - 1] = 1
        truths = places.map { truths[$0] }
        predictions = places.map { predictions[$0] }
        weights = places.map { weights[$0] }
    }
}
