import Foundation
import Keras
import NeuralNetwork
import TestMaterial
import Testing
import Training

/// Trainings that are broken off and go on, or end early by a callback.
@Suite struct BackupTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private struct Broken: Error {}

    private func training(_ optimizer: some Optimizer) throws -> CompiledModel {
        let configuration = """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "Dense", "config": {"name": "a", "units": 5, "activation": "tanh", "batch_input_shape": [null, 3]}},
            {"class_name": "BatchNormalization", "config": {"name": "n"}},
            {"class_name": "Dropout", "config": {"name": "r", "rate": 0.3}},
            {"class_name": "Dense", "config": {"name": "b", "units": 1}}]}}
            """
        return try Model(configuration: configuration, version: "2.15.0") { _, shape in
            ReferenceNumbers.tensor(shape, seed: 3)
        }.compile(
            optimizer: optimizer, loss: "mse", metrics: ["mae", "AUC", "cosine_similarity", "Precision"],
            options: PlanOptions(threads: 1))
    }

    private let x = ReferenceNumbers.tensor([40, 3], seed: 1)
    private let y = ReferenceNumbers.tensor([40, 1], seed: 2)
    private let options = FitOptions(batchSize: 8, epochs: 6, seed: 4)

    private func callbacks() -> [any TrainingCallback] {
        [EarlyStopping(Monitor("loss"), patience: 3, restoresBest: true), ReduceLROnPlateau(Monitor("loss"), patience: 1)]
    }

    private static let optimizers: [any Optimizer] = [
        Adam(amsgrad: true), Nadam(), SGD(learningRate: 0.1, momentum: 0.9), Adam(useEMA: true),
    ]

    @Test(arguments: [1, 2, 5], optimizers.indices)
    func `A training that is broken off at any batch goes on to the same weights`(_ every: Int, _ index: Int) throws {
        let whole = try training(Self.optimizers[index])
        let history = try whole.fit(x, y, options, callbacks: callbacks())
        for end in [1, 4, 5, 8, 14, 29] where end < history.epochs.count * 5 {
            let place = folder.path("\(end)")
            var steps = 0
            let breaking = LambdaCallback(onBatchEnd: { _, _, _ in
                steps += 1
                if steps == end { throw Broken() }
            })
            let frequency = every == 5 ? BackupAndRestore.Frequency.epoch : .batches(every)
            let backup = BackupAndRestore(place, every: frequency)
            #expect(throws: Broken.self) {
                _ = try training(Self.optimizers[index]).fit(x, y, options, callbacks: [backup] + callbacks() + [breaking])
            }
            let resumed = try training(Self.optimizers[index])
            // One more than before, and before them.
            let rest = try resumed.fit(
                x, y, options, callbacks: [BackupAndRestore(place, every: frequency), LambdaCallback()] + callbacks())
            #expect(rest.logs == history.logs.suffix(rest.logs.count), "after \(end) steps")
            #expect(try resumed.weights.map(\.values) == whole.weights.map(\.values), "after \(end) steps")
            #expect(resumed.iteration == whole.iteration && resumed.learningRate == whole.learningRate)
            #expect(!FileManager.default.fileExists(atPath: place))
        }
    }

    @Test func `A backup of other samples or of another training is refused`() throws {
        let stopping = LambdaCallback(onBatchEnd: { progress, _, model in model.stopsTraining = progress.step == 1 })
        let backup = BackupAndRestore(folder.path("b"))
        _ = try training(Adam()).fit(x, y, options, callbacks: [stopping, backup])
        #expect(throws: TrainingError.self) {
            _ = try training(Adam()).fit(
                ReferenceNumbers.tensor([20, 3], seed: 1), ReferenceNumbers.tensor([20, 1], seed: 2), options,
                callbacks: [backup])
        }
        #expect(throws: TrainingError.self) { _ = try training(SGD()).fit(x, y, options, callbacks: [backup]) }
        try Data("no file of HDF5".utf8).write(to: URL(filePath: folder.path("b/training.h5")))
        #expect(throws: (any Error).self) { _ = try training(Adam()).fit(x, y, options, callbacks: [backup]) }
    }

    @Test func `A loss that is no number ends a training that is told so, with the weights before it`() throws {
        let model = try training(SGD())
        let before = try model.weights.map(\.values)
        let callback = TerminateOnNaN()
        var ends = 0
        let counting = LambdaCallback(onTrainEnd: { _ in ends += 1 })
        let nothing = Tensor(shape: [40, 1]) { $0.update(repeating: .nan) }
        let history = try model.fit(x, nothing, options, callbacks: [callback, counting])
        #expect(history.epochs.isEmpty && ends == 1 && callback.reason != nil)
        #expect(try model.weights.map(\.values) == before)
    }
}
