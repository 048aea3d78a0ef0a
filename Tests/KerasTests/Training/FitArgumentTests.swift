import Keras
import NeuralNetwork
import Testing
import Training

/// The arguments of `fit`, each beside what tf-keras 2.21 makes of the same: one weight, `y = 3x`, batches in the order of the samples.
@Suite struct `Arguments of fit` {
    static let x = Tensor(shape: [10, 1], values: (1...10).map { Float($0) })
    static let y = Tensor(shape: [10, 1], values: (1...10).map { 3 * Float($0) })
    static let weights = Tensor(shape: [10], values: (0..<10).map { Float($0) * 2 / 9 })

    static func training(metrics: Compilation? = nil) throws -> CompiledModel {
        let configuration = """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "Dense", "config": {"name": "d", "units": 1, "use_bias": false, "batch_input_shape": [null, 1]}}]}}
            """
        return try Model(configuration: configuration, version: "2.15.0") { _, shape in Tensor(shape: shape, values: [1]) }
            .compile(metrics ?? Compilation(optimizer: SGD(learningRate: 0.001), losses: ["mse"]))
    }

    static func isClose(_ found: [Float], _ expected: [Float]) -> Bool {
        found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-5 * max(1, abs($1)) }
    }

    static func options(_ batch: Int, _ epochs: Int, steps: Int? = nil) -> FitOptions {
        FitOptions(batchSize: batch, epochs: epochs, shuffles: false, stepsPerEpoch: steps)
    }

    @Test func `Epochs of fewer batches than the samples make go on where the last one ended`() throws {
        let training = try Self.training()
        let history = try training.fit(Self.x, Self.y, Self.options(3, 3, steps: 2))
        #expect(Self.isClose(history.values("loss"), [59.71292, 238.30554, 25.5879]), "\(history.values("loss"))")
        #expect(Self.isClose(training.trainableWeights[0].values, [1.76957738]) && training.iteration == 6)
    }

    @Test func `Epochs of more batches than the samples make are refused`() throws {
        let error = #expect(throws: TrainingError.self) {
            try Self.training().fit(Self.x, Self.y, Self.options(3, 3, steps: 6))
        }
        #expect(
            "\(try #require(error))"
                == "steps_per_epoch: expected at most 4, the batches of 3 that 10 samples make, found 6")
    }

    @Test func `Validation comes after the epochs that are named`() throws {
        var options = Self.options(5, 4)
        for (frequency, expected) in [
            (2, [79.97516, 41.53263]), ([1, 4], [110.97826, 41.53263]),
        ] as [(ValidationFrequency, [Float])] {
            options.validationFrequency = frequency
            let history = try Self.training().fit(Self.x, Self.y, options, validationData: (Self.x, Self.y))
            #expect(Self.isClose(history.values("val_loss"), expected), "\(frequency): \(history.values("val_loss"))")
            #expect(Self.isClose(history.values("loss"), [148.25589, 106.83884, 76.99211, 55.48345]))
        }
        options.validationFrequency = 0
        #expect(throws: TrainingError.self) { try Self.training().fit(Self.x, Self.y, options) }
    }

    @Test func `Validation has at most so many batches, from the first on each time`() throws {
        var options = Self.options(5, 2)
        (options.validationSteps, options.validationBatchSize) = (2, 3)
        let history = try Self.training().fit(Self.x, Self.y, options, validationData: (Self.x, Self.y))
        #expect(Self.isClose(history.values("val_loss"), [43.71871, 31.50537]), "\(history.values("val_loss"))")
    }

    @Test func `Items of the validation count by their weights`() throws {
        let history = try Self.training().fit(
            Self.x, Self.y, Self.options(5, 1), validationData: (Self.x, Self.y), validationWeights: Self.weights)
        #expect(Self.isClose(history.values("val_loss"), [169.10973]), "\(history.values("val_loss"))")
    }

    @Test func `Weights of classes count in training alone, not in the part that is judged`() throws {
        let training = try Self.training()
        let y = Tensor(shape: [10, 1], values: (1...10).map { $0 > 5 ? 1 : 0 })
        let history = try training.fit(
            Self.x, y, Self.options(4, 1), validationSplit: 0.4, classWeights: ClassWeights([0: 1, 1: 5]))
        #expect(Self.isClose(history.values("loss"), [29.13269]) && Self.isClose(history.values("val_loss"), [35.76791]))
        #expect(Self.isClose(training.trainableWeights[0].values, [0.81307501]))
    }

    @Test func `Training can begin with a later epoch, and with none`() throws {
        var options = Self.options(5, 4)
        options.initialEpoch = 2
        let history = try Self.training().fit(Self.x, Self.y, options)
        #expect(history.epochs == [2, 3] && Self.isClose(history.values("loss"), [148.25589, 106.83884]))
        options.initialEpoch = 4
        #expect(try Self.training().fit(Self.x, Self.y, options).epochs.isEmpty)
    }

    @Test func `Outputs have losses, weights of losses and metrics by their names`() throws {
        func dense(_ name: String) -> String {
            """
            {"class_name": "Dense", "name": "\(name)", "config": {"name": "\(name)", "units": 1, "use_bias": false}, \
            "inbound_nodes": [[["i", 0, 0, {}]]]}
            """
        }
        let configuration = """
            {"class_name": "Functional", "config": {"name": "m", "layers": [{"class_name": "InputLayer", "name": "i", "inbound_nodes": [], \
            "config": {"batch_input_shape": [null, 1], "name": "i"}}, \(dense("a")), \(dense("b"))], \
            "input_layers": [["i", 0, 0]], "output_layers": [["a", 0, 0], ["b", 0, 0]]}}
            """
        var values: [Float] = [1, 2]
        let model = try Model(configuration: configuration, version: "2.15.0") { _, shape in
            Tensor(shape: shape, values: [values.removeFirst()])
        }
        let training = try model.compile(
            optimizer: SGD(learningRate: 0.001), losses: ["a": "mse", "b": "mae"], lossWeights: ["b": 0.5],
            metrics: ["a": ["mae"]], weightedMetrics: ["a": ["mae"], "b": ["mse"]])
        let samples = TensorSamples(
            TrainingBatch(
                inputs: [Self.x], truths: [Self.y, Self.x],
                weights: [Self.weights, Tensor(shape: [10], values: Self.weights.values.reversed())]))
        let history = try training.fit(samples, Self.options(5, 2))
        let expected: [(String, [Float])] = [
            ("loss", [229.913055, 136.581009]), ("a_loss", [228.081345, 134.756042]), ("b_loss", [3.66338277, 3.64993811]),
            ("a_mae", [10.8791113, 8.36224079]), ("a_weighted_mae", [14.4719028, 11.1238422]),
            ("b_mse", [18.2864723, 18.1524448]),
        ]
        #expect(Set(history.logs[0].names) == Set(expected.map(\.0)))
        for (name, numbers) in expected {
            #expect(Self.isClose(history.values(name), numbers), "\(name): \(history.values(name))")
        }
        #expect(Self.isClose(training.trainableWeights.map { $0.values[0] }, [1.81835115, 1.99266672]))
        for losses in [["a": "mse"], ["a": "mse", "b": "mse", "c": "mse"]] as [[String: LossChoice]] {
            #expect(throws: TrainingError.self) { try model.compile(optimizer: SGD(), losses: losses) }
        }
    }

    @Test func `Weights of classes go with every form of labels, in a weighted metric of the same name too`() throws {
        let labels = (0..<10).map { $0 % 3 }
        let forms: [(String, Tensor)] = [
            ("sparse_categorical_crossentropy", Tensor(shape: [10], values: labels.map { Float($0) })),
            ("sparse_categorical_crossentropy", Tensor(shape: [10, 1], values: labels.map { Float($0) })),
            (
                "categorical_crossentropy",
                Tensor(shape: [10, 3], values: labels.flatMap { label in (0..<3).map { $0 == label ? 1 : 0 } })
            ),
        ]
        let configuration = """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "Dense", "config": {"name": "d", "units": 3, \
            "use_bias": false, "activation": "softmax", "batch_input_shape": [null, 1]}}]}}
            """
        for (loss, y) in forms {
            let training = try Model(configuration: configuration, version: "2.15.0") { _, shape in
                Tensor(shape: shape, values: [-0.2, 0.05, 0.3])
            }.compile(
                Compilation(
                    optimizer: SGD(learningRate: 0.01), losses: [.named(loss)], metrics: [["accuracy"]],
                    weightedMetrics: [["accuracy"]]))
            let history = try training.fit(
                Self.x, y, Self.options(5, 1), classWeights: ClassWeights([0: 0.5, 1: 2, 2: 3]))
            #expect(Self.isClose(history.values("loss"), [1.83928263]), "\(y.shape): \(history.values("loss"))")
            #expect(Self.isClose(history.values("accuracy"), [0.3]))
            #expect(Self.isClose(history.values("weighted_accuracy"), [0.52941179]))
            #expect(Self.isClose(training.trainableWeights[0].values, [-0.18654175, 0.07654688, 0.2599949]))
        }
    }
}
