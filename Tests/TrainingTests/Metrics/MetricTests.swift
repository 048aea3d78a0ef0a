import NeuralNetwork
import Testing
import Training

@Suite struct `Metrics` {
    @Test func `of the user's own are the mean of what a function says`() throws {
        var metric: any Metric = MeanMetricWrapper("mean_pred") { _, prediction in prediction }
        try metric.update(truth: Tensor(shape: [2, 1]), prediction: Tensor(shape: [2, 1], values: [1, 2]), weights: nil)
        try metric.update(truth: Tensor(shape: [1, 1]), prediction: Tensor(shape: [1, 1], values: [6]), weights: nil)
        #expect(metric.result == 3)
        #expect(metric.kerasName == "mean_pred")
        metric.reset()
        #expect(metric.result == 0)
    }

    @Test func `tell of shapes that don't go together`() {
        var accuracy = CategoricalAccuracy()
        #expect(
            throws: GraphError.mismatch(
                site: "CategoricalAccuracy", expected: "a truth of the prediction's shape [2, 3]", found: "[2, 4]")
        ) { try accuracy.update(truth: Tensor(shape: [2, 4]), prediction: Tensor(shape: [2, 3]), weights: nil) }
        var sparse = SparseCategoricalAccuracy()
        #expect(
            throws: GraphError.mismatch(
                site: "SparseCategoricalAccuracy", expected: "class numbers [2] for [2, 3]", found: "[3]")
        ) { try sparse.update(truth: Tensor(shape: [3]), prediction: Tensor(shape: [2, 3]), weights: nil) }
        var binary = BinaryAccuracy()
        #expect(
            throws: GraphError.mismatch(site: "sample weights", expected: "weights for values [2, 1]", found: "[3]")
        ) {
            try binary.update(
                truth: Tensor(shape: [2]), prediction: Tensor(shape: [2, 1]), weights: Tensor(shape: [3]))
        }
    }

    @Test func `of a sum and a mean count weights`() throws {
        var (sum, mean) = (Sum(), Mean())
        let (values, weights) = (Tensor(shape: [2, 2], values: [1, 2, 3, 4]), Tensor(shape: [2], values: [1, 3]))
        try sum.update(values, weights: weights)
        try mean.update(values, weights: weights)
        #expect(sum.result == 24)
        #expect(mean.result == 3)
        try mean.update(values)
        #expect(mean.result == Float(34) / 12)
    }

    @Test func `of a loss count what was computed elsewhere`() throws {
        var metric = LossMetric(MeanSquaredError())
        try metric.update(Tensor(shape: [3], values: [1, 2, 6]))
        #expect(metric.result == 3)
        metric.reset()
        try metric.update(
            Tensor(shape: [3], values: [1, 2, 6]), mask: Tensor(shape: [3], values: [1, 0, 1]),
            weights: Tensor(shape: [3], values: [1, 5, 3]))
        #expect(metric.result == 4.75)
    }
}

@Suite struct `A confusion matrix` {
    @Test func `counts truths by rows and predictions by columns`() throws {
        var matrix = ConfusionMatrix(classes: 3)
        let prediction = Tensor(shape: [4, 3], values: [0.5, 0.3, 0.2, 0, 1, 0, 0.1, 0.1, 0.8, 0.4, 0.4, 0.2])
        try matrix.update(truth: Tensor(shape: [4], values: [0, 2, 2, 1]), prediction: prediction)
        try matrix.update(
            truth: Tensor(shape: [1, 3], values: [0, 1, 0]), prediction: Tensor(shape: [1, 3], values: [0, 0.9, 0.1]))
        #expect(matrix.counts == [1, 0, 0, 1, 1, 0, 0, 1, 1])
        #expect(matrix[2, 1] == 1)
        #expect(matrix.rightCount == 3)
        #expect(matrix.total == 5)
        #expect(matrix.truths(of: 2) == 2)
        #expect(matrix.predictions(of: 1) == 2)
    }

    @Test func `takes one number above a half for the second of two classes`() throws {
        var matrix = ConfusionMatrix(classes: 2)
        try matrix.update(
            truth: Tensor(shape: [3, 1], values: [0, 1, 1]), prediction: Tensor(shape: [3, 1], values: [0.5, 0.6, 0.1]))
        #expect(matrix.counts == [1, 0, 1, 1])
    }

    @Test func `tells of labels that are no class`() {
        var matrix = ConfusionMatrix(classes: 2)
        #expect(
            throws: GraphError.mismatch(site: "confusion matrix", expected: "classes from 0 to 1", found: "2.0 and 0.0")
        ) { try matrix.update(truth: Tensor(shape: [1], values: [2]), prediction: Tensor(shape: [1, 2])) }
    }
}

@Suite struct `The word accuracy` {
    @Test func `means what truth and prediction look like`() {
        let cases: [(truth: Shape, prediction: Shape, expected: TargetForm)] = [
            ([nil, 1], [nil, 1], .binary), ([nil], [nil, 1], .binary), ([nil, 6], [nil, 6], .categorical),
            ([nil], [nil, 6], .sparseCategorical), ([nil, 1], [nil, 6], .sparseCategorical),
            ([nil, 4, 4], [nil, 4, 4, 3], .sparseCategorical), ([nil, 4, 4, 3], [nil, 4, 4, 3], .categorical),
        ]
        for one in cases { #expect(TargetForm(truth: one.truth, prediction: one.prediction) == one.expected) }
    }

    @Test func `means what the loss says up to Keras 2.3`() {
        #expect(TargetForm(prediction: [nil, 3], loss: BinaryCrossentropy()) == .binary)
        #expect(TargetForm(prediction: [nil, 1], loss: MeanSquaredError()) == .binary)
        #expect(TargetForm(prediction: [nil, 3], loss: SparseCategoricalCrossentropy()) == .sparseCategorical)
        #expect(TargetForm(prediction: [nil, 3], loss: MeanSquaredError()) == .categorical)
    }

    @Test func `becomes a metric, and crossentropy a metric in Keras 2 and a loss in Keras 3`() {
        #expect(MetricCatalogue.metric(named: "Acc", form: .sparseCategorical) is SparseCategoricalAccuracy)
        #expect(MetricCatalogue.metric(named: "accuracy", form: .binary) is BinaryAccuracy)
        #expect(MetricCatalogue.metric(named: "accuracy") == nil)
        #expect(MetricCatalogue.metric(named: "ce", form: .binary)?.kerasName == "BinaryCrossentropy")
        #expect(MetricCatalogue.metric(named: "ce", form: .binary, generation: .three) == nil)
        #expect(
            LossCatalogue.loss(named: "crossentropy", form: .sparseCategorical, generation: .three)
                is SparseCategoricalCrossentropy)
        #expect(LossCatalogue.loss(named: "crossentropy", form: .categorical) == nil)
        #expect(MetricCatalogue.metric(named: "mse", form: .binary)?.kerasName == "MeanSquaredError")
        let names = MetricCatalogue.entries.flatMap(\.names)
        #expect(Set(names).count == names.count)
        for entry in MetricCatalogue.entries { #expect(entry.make(.two).kerasName == entry.names[0]) }
    }
}
