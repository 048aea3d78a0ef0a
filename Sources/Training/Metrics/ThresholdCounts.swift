import NeuralNetwork

/// How many predictions were rightly and wrongly above each threshold, and not above it, by weight.
struct ThresholdCounts: Sendable, Hashable {
    /// In float32, as those of Keras.
    let thresholds: [Float]
    /// Each label of a prediction `[batch, labels]` by itself: threshold by threshold, then label by label.
    private(set) var labels = 1
    private(set) var truePositives: [Float]
    private(set) var falsePositives: [Float]
    private(set) var trueNegatives: [Float]
    private(set) var falseNegatives: [Float]
    /// Whether the thresholds divide 0…1 evenly, so that an element's bucket tells all of them.
    private let isEven: Bool
    /// Whether the outer ones lie a little outside.
    private let isWidened: Bool

    init(_ thresholds: [Float]) {
        self.thresholds = thresholds
        let steps = Float(thresholds.count - 1)
        isEven =
            thresholds.count >= 3
            && thresholds.indices.allSatisfy {
                let even = Float($0) / steps
                return abs(thresholds[$0] - even) <= 1e-7 + 1e-5 * abs(even)
            }
        isWidened = thresholds.contains { $0 < 0 || $0 > 1 }
        let zeros = [Float](repeating: 0, count: thresholds.count)
        (truePositives, falsePositives, trueNegatives, falseNegatives) = (zeros, zeros, zeros, zeros)
    }

    mutating func reset() { self = ThresholdCounts(thresholds) }

    /// As ``Metric/memory``.
    var memory: [[Float]] {
        get { [truePositives, falsePositives, trueNegatives, falseNegatives] }
        set {
            (truePositives, falsePositives) = (newValue[0], newValue[1])
            (trueNegatives, falseNegatives) = (newValue[2], newValue[3])
            labels = truePositives.count / thresholds.count
        }
    }

    /// - Parameters:
    ///   - separatesLabels: whether each label of `[batch, labels]` is counted by itself.
    ///   - labelWeights: one for each label, multiplied in.
    mutating func update(
        _ samples: ThresholdSamples, separatesLabels: Bool = false, labelWeights: [Float]? = nil
    ) throws(GraphError) {
        let width = samples.shape.last ?? 1
        if let labelWeights, labelWeights.count != width {
            throw .mismatch(site: "AUC", expected: "\(labelWeights.count) labels", found: "\(samples.shape)")
        }
        if separatesLabels { try separate(samples.shape) }
        for label in 0..<labels {
            var (ones, zeros) = (TrueAndFalse(thresholds.count), TrueAndFalse(thresholds.count))
            for place in stride(from: label, to: samples.predictions.count, by: labels) {
                let weight = samples.weights[place] * (labelWeights?[place % width] ?? 1)
                let prediction = samples.predictions[place]
                if samples.truths[place] != 0 {
                    add(prediction, weight, to: &ones)
                } else {
                    add(prediction, weight, to: &zeros)
                }
            }
            if isEven {
                ones.sumFromTop()
                zeros.sumFromTop()
            }
            for threshold in thresholds.indices {
                let place = threshold * labels + label
                truePositives[place] += ones.above[threshold]
                falsePositives[place] += zeros.above[threshold]
                falseNegatives[place] += ones.all - ones.above[threshold]
                trueNegatives[place] += zeros.all - zeros.above[threshold]
            }
        }
    }

    private mutating func separate(_ shape: [Int]) throws(GraphError) {
        guard shape.count == 2, labels == 1 || labels == shape[1] else {
            throw .mismatch(site: "AUC", expected: "predictions [batch, labels], as many as before", found: "\(shape)")
        }
        guard labels != shape[1] else { return }
        labels = shape[1]
        let zeros = [Float](repeating: 0, count: thresholds.count * labels)
        (truePositives, falsePositives, trueNegatives, falseNegatives) = (zeros, zeros, zeros, zeros)
    }

    private func add(_ prediction: Float, _ weight: Float, to count: inout TrueAndFalse) {
        count.all += weight
        guard isEven else {
            for threshold in thresholds.indices where prediction > thresholds[threshold] { count.above[threshold] += weight }
            return
        }
        guard !prediction.isNaN else { return }
        // The last threshold that the element is above.
        let bucket = (min(max(prediction, 0), 1) * Float(thresholds.count - 1)).rounded(.up) - 1
        if bucket >= 0 {
            count.above[Int(bucket)] += weight
        } else if isWidened {
            count.above[0] += weight
        }
    }
}

/// The weight of all elements, and of those above each threshold.
private struct TrueAndFalse {
    var all: Float = 0
    var above: [Float]

    init(_ thresholds: Int) { above = [Float](repeating: 0, count: thresholds) }

    /// What is above a threshold is above all lower ones.
    mutating func sumFromTop() {
        for threshold in above.indices.dropLast().reversed() { above[threshold] += above[threshold + 1] }
    }
}
