import Foundation
import Keras
import NeuralNetwork
import Testing
import Training

/// Gradients averaged over batches, beside Keras 3: `References/make_accumulation.py`.
@Suite struct `Accumulation of gradients` {
    private struct Reference: Decodable {
        let x: [Float]
        let y: [Float]
        let kernel: [Float]
        let optimizers: [String: Course]

        struct Course: Decodable {
            /// After each batch.
            let weights: [[Float]]
            let iterations: Int
        }
    }

    static let optimizers: [(name: String, optimizer: any Optimizer)] = [
        ("sgd", SGD(learningRate: 0.1)),
        ("nesterov", SGD(learningRate: 0.1, momentum: 0.9, nesterov: true)),
        ("rmsprop", RMSprop(learningRate: 0.01, momentum: 0.5, centered: true)),
        ("adam", Adam(learningRate: 0.05)),
        ("amsgrad", Adam(learningRate: 0.05, amsgrad: true)),
        ("adamw", AdamW(learningRate: 0.05)),
        ("adamax", Adamax(learningRate: 0.05)),
        ("nadam", Nadam(learningRate: 0.05)),
        ("adagrad", Adagrad(learningRate: 0.1)),
        ("adadelta", Adadelta(learningRate: 1)),
        ("ftrl", Ftrl(learningRate: 0.1)),
        ("lion", Lion(learningRate: 0.05)),
        ("lamb", Lamb(learningRate: 0.05)),
        ("clipped", SGD(learningRate: 0.1, clipnorm: 0.1)),
        ("decayed", SGD(learningRate: 0.1, weightDecay: 0.5)),
        ("scaled", SGD(learningRate: 0.1, lossScaleFactor: 1024)),
        ("averaged", Adam(learningRate: 0.05, useEMA: true, emaMomentum: 0.6, emaOverwriteFrequency: 2)),
        (
            "scheduled",
            SGD(learningRate: .schedule(ExponentialDecay(initialLearningRate: 0.2, decaySteps: 1, decayRate: 0.5)))
        ),
    ]

    private static func training(_ optimizer: any Optimizer, _ kernel: [Float]) throws -> CompiledModel {
        let configuration = """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "InputLayer", "config": {"name": "i", "batch_shape": [null, 3]}},
            {"class_name": "Dense", "config": {"name": "d", "units": 2, "use_bias": false}}]}}
            """
        return try Model(configuration: configuration, version: "3.5.0") { _, shape in Tensor(shape: shape, values: kernel) }
            .compile(optimizer: optimizer, loss: "mse")
    }

    @Test func `Every optimizer moves as in Keras, batch by batch`() throws {
        let data = try Data(contentsOf: URL(filePath: References.path("accumulation.json")))
        let reference = try JSONDecoder().decode(Reference.self, from: data)
        for (name, optimizer) in Self.optimizers {
            var optimizer = optimizer
            optimizer.settings.gradientAccumulationSteps = 3
            let training = try Self.training(optimizer, reference.kernel)
            let course = try #require(reference.optimizers[name])
            for (index, expected) in course.weights.enumerated() {
                try training.trainOnBatch(
                    TrainingBatch(
                        inputs: [Tensor(shape: [4, 3], values: Array(reference.x[index * 12..<(index + 1) * 12]))],
                        truths: [Tensor(shape: [4, 2], values: Array(reference.y[index * 8..<(index + 1) * 8]))]))
                let found = training.trainableWeights[0].values
                #expect(
                    zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-5 * max(abs($1), 1) },
                    "\(name), batch \(index): \(found), Keras \(expected)")
            }
            #expect(training.iteration == course.iterations)
        }
    }
}
