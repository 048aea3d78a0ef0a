import HDF5
import Keras
import NeuralNetwork
import Testing
import Training

/// Ten steps of small networks beside tf.keras, from `References/make_training.py`.
@Suite struct `Training steps` {
    static let optimizers: [(name: String, optimizer: any Optimizer)] = [
        ("sgd", SGD(learningRate: 0.05)),
        ("momentum", SGD(learningRate: 0.05, momentum: 0.9)),
        ("nesterov", SGD(learningRate: 0.05, momentum: 0.9, nesterov: true, clipnorm: 0.5)),
        ("rmsprop", RMSprop(learningRate: 0.003)),
        ("adam", Adam(learningRate: 0.01)),
        ("amsgrad", Adam(learningRate: 0.01, amsgrad: true)),
        ("adamw", AdamW(learningRate: 0.01)),
        ("adamax", Adamax(learningRate: 0.01)),
        ("nadam", Nadam(learningRate: 0.01)),
        ("adagrad", Adagrad(learningRate: 0.05)),
        ("adadelta", Adadelta(learningRate: 1.0)),
        ("ftrl", Ftrl(learningRate: 0.05)),
        ("lion", Lion(learningRate: 0.003)),
    ]

    @Test(arguments: ["residual", "inception", "depthwise", "recurrent", "masked"])
    func `Ten steps of every optimizer are those of Keras`(_ network: String) throws {
        let references = try HDF5File(reading: References.path("training.h5")).root.group(network)
        let model = try Model(References.path("training-\(network).h5"))
        let loss = try #require(try references.string(attribute: "loss"))
        let (x, y) = (try references.tensor("x"), try references.tensor("y"))
        for (name, optimizer) in Self.optimizers {
            let training = try model.compile(optimizer: optimizer, loss: .named(loss))
            let expected = try references.tensor("\(name)/losses").values
            for (step, expected) in expected.enumerated() {
                let found = try training.trainOnBatch(Self.batch(step, x, y)).loss
                #expect(
                    abs(found - expected) <= 1e-4 * max(abs(expected), 1e-2), "\(name), step \(step): \(found), Keras \(expected)"
                )
            }
            let weights = try training.weights.flatMap(\.values)
            let distance = Agreement.distance(
                Tensor(shape: [weights.count], values: weights), try references.tensor("\(name)/weights"))
            #expect(distance < 1e-4, "\(name): weights differ by \(distance)")
            let judged = try training.testOnBatch(Self.batch(0, x, y)).loss
            let expectedLoss = try references.tensor("\(name)/judged").values[0]
            #expect(
                abs(judged - expectedLoss) <= 1e-4 * max(abs(expectedLoss), 1e-2), "\(name): judged \(judged), \(expectedLoss)")
        }
    }

    static func batch(_ step: Int, _ x: Tensor, _ y: Tensor) -> TrainingBatch {
        func part(_ tensor: Tensor) -> Tensor {
            let count = tensor.count / tensor.shape[0]
            return Tensor(
                shape: Array(tensor.shape.dropFirst()), values: Array(tensor.values[step * count..<(step + 1) * count]))
        }
        return TrainingBatch(inputs: [part(x)], truths: [part(y)])
    }

    @Test func `A trained model answers as the training judged it`() throws {
        let references = try HDF5File(reading: References.path("training.h5")).root.group("residual")
        let (x, y) = (try references.tensor("x"), try references.tensor("y"))
        let training = try Model(References.path("training-residual.h5"))
            .compile(optimizer: Adam(), loss: "categorical_crossentropy", metrics: ["accuracy"])
        for step in 0..<3 { try training.trainOnBatch(Self.batch(step, x, y)) }
        let batch = Self.batch(5, x, y)
        let judged = try training.testOnBatch(batch).answers[0]
        let answered = try training.model().predict(batch.inputs)[0]
        #expect(Agreement.distance(answered, judged) < 1e-5)
    }

    @Test func `The same training gives the same bytes`() throws {
        let references = try HDF5File(reading: References.path("training.h5")).root.group("residual")
        let (x, y) = (try references.tensor("x"), try references.tensor("y"))
        func flat(_ tensor: Tensor) -> Tensor { tensor.reshaped(to: [80] + tensor.shape.dropFirst(2)) }
        func train() throws -> ([Float], History) {
            let training = try Model(References.path("training-residual.h5"))
                .compile(optimizer: Adam(), loss: "categorical_crossentropy", metrics: ["accuracy"])
            let history = try training.fit(
                flat(x), flat(y), FitOptions(batchSize: 16, epochs: 3, seed: 7), validationSplit: 0.25)
            return (try training.weights.flatMap(\.values), history)
        }
        let (first, second) = (try train(), try train())
        #expect(first.0.map(\.bitPattern) == second.0.map(\.bitPattern))
        #expect(first.1.values("loss").count == 3)
        #expect(first.1.logs[0].names == ["loss", "accuracy", "val_loss", "val_accuracy"])
    }
}
