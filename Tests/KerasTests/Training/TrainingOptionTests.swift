import Keras
import NeuralNetwork
import Testing
import Training

/// What layers and optimizers are told that concerns training alone.
@Suite struct `Options of training` {
    /// One dense layer of two inputs and two outputs, whose kernel is `[[3, 0], [4, 1]]`.
    private func model(_ options: String, version: String = "2.15.0") throws -> Model {
        let configuration = """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "Dense", "config": {"name": "d", "units": 2, "use_bias": false, "batch_input_shape": [null, 2]\(options)}}]}}
            """
        return try Model(configuration: configuration, version: version) { _, shape in
            Tensor(shape: shape, values: [3, 0, 4, 1])
        }
    }

    private let batch = TrainingBatch(
        inputs: [Tensor(shape: [1, 2], values: [1, 1])], truths: [Tensor(shape: [1, 2], values: [7, 1])])

    @Test func `A constraint holds after each step`() throws {
        let constraint = #", "kernel_constraint": {"class_name": "MaxNorm", "config": {"max_value": 2, "axis": 0}}"#
        let training = try model(constraint).compile(optimizer: SGD(), loss: "mse")
        try training.trainOnBatch(batch)
        // The answer is right, so that the step changes nothing: the first column of length 5 becomes 2 long.
        let kernel = training.trainableWeights[0].values
        #expect(zip(kernel, [1.2, 0, 1.6, 1]).allSatisfy { abs($0 - $1) < 1e-5 }, "\(kernel)")
    }

    @Test func `A regularizer's penalty is part of the loss`() throws {
        let regularizer = #", "kernel_regularizer": {"class_name": "L1L2", "config": {"l1": 0.5, "l2": 0.25}}"#
        let training = try model(regularizer).compile(optimizer: SGD(), loss: "mse")
        #expect(try training.testOnBatch(batch).loss == 0.5 * 8 + 0.25 * 26)
    }

    @Test func `An activity's penalty is a mean over the batch`() throws {
        let training = try model(#", "activity_regularizer": "l2""#).compile(optimizer: SGD(), loss: "mse")
        #expect(abs(try training.trainOnBatch(batch).loss - 0.01 * 50) < 1e-6)
    }

    @Test func `Costs count in judging too, those of frozen layers as the version of Keras has it`() throws {
        // tf-keras 2.21 says 0.5, 1.0 and 0.26.
        let activity = try model(#", "activity_regularizer": "l2""#).compile(optimizer: SGD(), loss: "mse")
        #expect(abs(try activity.testOnBatch(batch).loss - 0.5) < 1e-6)
        let regularization = """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "ActivityRegularization", "config": {"name": "a", "l1": 0.5, "batch_input_shape": [null, 2]}}]}}
            """
        let input = TrainingBatch(inputs: batch.inputs, truths: batch.inputs)
        let cost = try Model(configuration: regularization, version: "2.15.0") { _, shape in Tensor(shape: shape) }
            .compile(optimizer: SGD(), loss: "mse")
        #expect(try cost.testOnBatch(input).loss == 1)
        let frozen = #", "trainable": false, "kernel_regularizer": "l2""#
        let (old, new) = (
            try model(frozen).compile(optimizer: SGD(), loss: "mse"),
            try model(frozen, version: "3.5.0").compile(optimizer: SGD(), loss: "mse")
        )
        #expect(abs(try old.trainOnBatch(batch).loss - 0.26) < 1e-6)
        #expect(try new.trainOnBatch(batch).loss == 0)
    }

    @Test func `A regularizer of a layer inside of another counts`() throws {
        let configuration = """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "TimeDistributed", "config": {"name": "t", "batch_input_shape": [null, 1, 2], "layer":
            {"class_name": "Dense", "config": {"name": "d", "units": 2, "use_bias": false, "kernel_regularizer": "l2"}}}}]}}
            """
        let training = try Model(configuration: configuration, version: "2.15.0") { _, shape in
            Tensor(shape: shape, values: [3, 0, 4, 1])
        }.compile(optimizer: SGD(), loss: "mse")
        let sequence = TrainingBatch(
            inputs: [Tensor(shape: [1, 1, 2], values: [1, 1])], truths: [Tensor(shape: [1, 1, 2], values: [7, 1])])
        #expect(abs(try training.trainOnBatch(sequence).loss - 0.26) < 1e-6)
    }

    @Test func `A frozen layer stays as it is`() throws {
        let training = try model(#", "trainable": false"#).compile(optimizer: SGD(), loss: "mse")
        let other = TrainingBatch(inputs: batch.inputs, truths: [Tensor(shape: [1, 2])])
        try training.trainOnBatch(other)
        #expect(training.trainableWeights.isEmpty)
        #expect(try training.weights[0].values == [3, 0, 4, 1])
    }

    @Test func `Training ends with the moving average where one is kept`() throws {
        let training = try model("").compile(optimizer: SGD(learningRate: 0.1, useEMA: true, emaMomentum: 0.5), loss: "mse")
        let (x, y) = (batch.inputs[0], Tensor(shape: [1, 2]))
        _ = try training.fit(x, y)
        // The gradient of each kernel element is its column's answer: 7 and 1.
        let expected: [Float] = [3 - 0.35, -0.05, 4 - 0.35, 1 - 0.05]
        #expect(zip(training.trainableWeights[0].values, expected).allSatisfy { abs($0 - $1) < 1e-5 })
    }

    @Test func `What isn't known in training is refused`() throws {
        #expect(throws: TrainingError.self) {
            try model("").compile(optimizer: Adam(gradientAccumulationSteps: 1), loss: "mse")
        }
        #expect(throws: KerasError.self) {
            try model(#", "kernel_constraint": {"class_name": "Unheard", "config": {}}"#).compile(optimizer: Adam(), loss: "mse")
        }
    }
}
