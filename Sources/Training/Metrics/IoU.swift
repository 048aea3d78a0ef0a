public import NeuralNetwork

/// The mean over classes of intersection over union, `tp / (tp + fp + fn)`, of classes that are true or predicted anywhere: Keras' `IoU`,
/// `BinaryIoU`, `MeanIoU`, `OneHotIoU` and `OneHotMeanIoU`.
///
/// Keras 3 counts in whole numbers, so weights lose their fractions, and leaves class numbers outside out; Keras 2 refuses them.
public struct IoU: Metric {
    public let kerasName: String
    /// Those that the mean is taken of.
    public let targetClasses: [Int]
    public let ignoredClass: Int?
    public let generation: KerasGeneration
    private let form: Form
    private var matrix: ConfusionMatrix

    /// What truth and prediction are.
    private struct Form: Sendable {
        /// Whether there are class numbers, not an axis of classes.
        var isTruthSparse = true
        var isPredictionSparse = true
        var axis = -1
        /// From where on a prediction is the second of two classes.
        var threshold: Float?
    }

    /// - Parameters:
    ///   - sparseTruth: whether the truth is class numbers, not one-hot along `axis`; `sparsePrediction` alike.
    ///   - ignoredClass: a number of the truth that counts for nothing.
    public init(
        classes: Int, targetClasses: [Int], ignoredClass: Int? = nil, sparseTruth: Bool = true, sparsePrediction: Bool = true,
        axis: Int = -1, generation: KerasGeneration = .two
    ) {
        self.init(
            "IoU", classes, targetClasses, ignoredClass,
            Form(isTruthSparse: sparseTruth, isPredictionSparse: sparsePrediction, axis: axis), generation)
    }

    private init(
        _ name: String, _ classes: Int, _ targets: [Int]?, _ ignored: Int?, _ form: Form, _ generation: KerasGeneration
    ) {
        (kerasName, targetClasses, ignoredClass) = (name, targets ?? Array(0..<classes), ignored)
        (self.form, self.generation, matrix) = (form, generation, ConfusionMatrix(classes: classes))
    }

    /// Of two classes: what is at least the threshold is the second.
    public static func binary(
        targetClasses: [Int] = [0, 1], threshold: Float = 0.5, generation: KerasGeneration = .two
    ) -> IoU { IoU("BinaryIoU", 2, targetClasses, nil, Form(threshold: threshold), generation) }

    /// Of all classes.
    public static func mean(
        classes: Int, ignoredClass: Int? = nil, sparseTruth: Bool = true, sparsePrediction: Bool = true, axis: Int = -1,
        generation: KerasGeneration = .two
    ) -> IoU {
        let form = Form(isTruthSparse: sparseTruth, isPredictionSparse: sparsePrediction, axis: axis)
        return IoU("MeanIoU", classes, nil, ignoredClass, form, generation)
    }

    /// Of one-hot truths and, unless they are said to be class numbers, predictions.
    public static func oneHot(
        classes: Int, targetClasses: [Int], ignoredClass: Int? = nil, sparsePrediction: Bool = false, axis: Int = -1,
        generation: KerasGeneration = .two
    ) -> IoU {
        let form = Form(isTruthSparse: false, isPredictionSparse: sparsePrediction, axis: axis)
        return IoU("OneHotIoU", classes, targetClasses, ignoredClass, form, generation)
    }

    /// Of one-hot truths, over all classes.
    public static func oneHotMean(
        classes: Int, ignoredClass: Int? = nil, sparsePrediction: Bool = false, axis: Int = -1, generation: KerasGeneration = .two
    ) -> IoU {
        let form = Form(isTruthSparse: false, isPredictionSparse: sparsePrediction, axis: axis)
        return IoU("OneHotMeanIoU", classes, nil, ignoredClass, form, generation)
    }

    public mutating func update(truth: Tensor, prediction: Tensor, weights: Tensor?) throws(GraphError) {
        let labels = form.isTruthSparse ? truth : try truth.greatestPlaces(along: form.axis)
        var answers = form.isPredictionSparse ? prediction : try prediction.greatestPlaces(along: form.axis)
        if let threshold = form.threshold {
            answers = Tensor(shape: answers.shape, values: answers.values.map { $0 >= threshold ? 1 : 0 })
        }
        guard labels.count == answers.count, weights.map({ $0.count == labels.count || $0.count == 1 }) ?? true else {
            throw .mismatch(
                site: kerasName, expected: "as many truths as predictions, and a weight for each",
                found: "\(truth.shape) and \(prediction.shape)")
        }
        // Keras sees all as one row.
        let factors = weights.map { $0.reshaped(to: [$0.count]) }
        try matrix.add(
            labels.reshaped(to: [labels.count]), answers.reshaped(to: [answers.count]), factors, ignoring: ignoredClass,
            refusesOthers: generation == .two, truncatesWeights: generation == .three)
    }

    public var results: [Float] {
        var (sum, valid) = (Float(0), Float(0))
        for target in targetClasses {
            let union = matrix.truths(of: target) + matrix.predictions(of: target) - matrix[target, target]
            guard union > 1e-9 else { continue }
            valid += 1
            sum += matrix[target, target] / (generation == .three ? union + kerasEpsilon : union)
        }
        if generation == .three { return [sum / (valid + kerasEpsilon)] }
        return [valid == 0 ? 0 : sum / valid]
    }

    public mutating func reset() { matrix.reset() }

    public var memory: [[Float]] {
        get { [matrix.counts] }
        set { matrix.counts = newValue[0] }
    }
}

extension Tensor {
    /// For each line along `axis` the place of its first greatest element, without the axis.
    fileprivate func greatestPlaces(along axis: Int) throws(GraphError) -> Tensor {
        let place = axis < 0 ? axis + shape.count : axis
        guard shape.indices.contains(place) else {
            throw .mismatch(site: "IoU", expected: "an axis \(axis)", found: "\(shape)")
        }
        let (length, inner) = (shape[place], shape[(place + 1)...].reduce(1, *))
        return withElements { elements in
            Tensor(shape: Array(shape[..<place]) + shape[(place + 1)...]) { result in
                for line in result.indices {
                    let start = line / inner * length * inner + line % inner
                    result[line] = Float((0..<length).map { elements[start + $0 * inner] }.greatestPlace)
                }
            }
        }
    }
}
