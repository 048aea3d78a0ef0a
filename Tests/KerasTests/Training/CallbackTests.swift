import Foundation
import Keras
import NeuralNetwork
import TestMaterial
import Testing
import Training

/// What callbacks make of a series of numbers; what tf-keras 2.21 makes of the same stands here.
@Suite struct Callbacks {
    private static let losses: [Float] = [1.0, 0.9, 0.95, 0.91, 0.85, 0.86, 0.87, 0.88]

    private func training(rate: Float = 0.1) throws -> CompiledModel {
        let configuration = """
            {"class_name": "Sequential", "config": {"name": "m", "layers": [
            {"class_name": "Dense", "config": {"name": "d", "units": 1, "use_bias": false, "batch_input_shape": [null, 1]}}]}}
            """
        return try Model(configuration: configuration, version: "2.15.0") { _, shape in Tensor(shape: shape, values: [1]) }
            .compile(optimizer: SGD(learningRate: .constant(rate)), loss: "mse")
    }

    /// The learning rate after each epoch, up to the one after which the callback ends training.
    private func rates(
        _ callback: some TrainingCallback, _ series: [Float], _ name: String = "val_loss", model: CompiledModel
    ) throws -> [Float] {
        try callback.trainingBegins(model, FitOptions())
        var rates: [Float] = []
        for (epoch, value) in series.enumerated() {
            try callback.epochBegins(epoch, model)
            var logs = TrainingLogs()
            logs[name] = value
            try callback.epochEnded(epoch, &logs, model)
            rates.append(model.learningRate)
            if model.stopsTraining { break }
        }
        try callback.trainingEnded(model)
        return rates
    }

    @Test func `Early stopping ends after as many epochs as Keras`() throws {
        let cases: [(EarlyStopping, [Float], String, Int)] = [
            (EarlyStopping(patience: 2), Self.losses, "val_loss", 4),
            (EarlyStopping(patience: 0), Self.losses, "val_loss", 3),
            (EarlyStopping(leastChange: 0.1, patience: 2), Self.losses, "val_loss", 3),
            (EarlyStopping(patience: 2, baseline: 0.5), Self.losses, "val_loss", 3),
            (EarlyStopping(Monitor("val_accuracy"), patience: 1), [0.1, 0.2, 0.15, 0.3], "val_accuracy", 3),
        ]
        for (index, (callback, series, name, expected)) in cases.enumerated() {
            let model = try training()
            let epochs = try rates(callback, series, name, model: model).count
            #expect(epochs == expected && callback.stoppedEpoch == expected - 1, "case \(index): \(epochs)")
        }
    }

    @Test func `Early stopping brings back the weights of the best epoch`() throws {
        let model = try training()
        let callback = EarlyStopping(patience: 1, restoresBest: true)
        callback.trainingBegins(model, FitOptions())
        for (epoch, (weight, loss)) in zip([2, 3, 4] as [Float], [1, 0.5, 0.7] as [Float]).enumerated() {
            try model.setWeights([Tensor(shape: [1, 1], values: [weight])])
            var logs = TrainingLogs()
            logs["val_loss"] = loss
            try callback.epochEnded(epoch, &logs, model)
        }
        try callback.trainingEnded(model)
        #expect(model.stopsTraining && callback.bestEpoch == 1)
        #expect(model.trainableWeights[0].values == [3])
    }

    @Test func `The learning rate falls on a plateau as in Keras`() throws {
        let series = Self.losses + [0.89, 0.9, 0.91, 0.92]
        let cases: [(ReduceLROnPlateau, [Float])] = [
            (
                ReduceLROnPlateau(factor: 0.5, patience: 2),
                [0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025, 0.0125, 0.0125, 0.00625, 0.00625]
            ),
            (
                ReduceLROnPlateau(factor: 0.5, patience: 1, cooldown: 2),
                [0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025, 0.0125, 0.0125, 0.00625, 0.00625, 0.003125]
            ),
            (
                ReduceLROnPlateau(factor: 0.1, patience: 1, leastRate: 0.005),
                [0.1, 0.1, 0.01, 0.005, 0.005, 0.005, 0.005, 0.005, 0.005, 0.005, 0.005, 0.005]
            ),
        ]
        for (index, (callback, expected)) in cases.enumerated() {
            let found = try rates(callback, series, model: training())
            #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-7 } && found.count == 12, "case \(index): \(found)")
        }
        #expect(throws: TrainingError.self) { try rates(ReduceLROnPlateau(factor: 1), series, model: training()) }
    }

    @Test func `A scheduler sets the rate of each epoch`() throws {
        let scheduler = LearningRateScheduler { epoch, rate in epoch == 0 ? rate : rate / 2 }
        #expect(try rates(scheduler, [1, 1, 1], model: training(rate: 1)) == [1, 0.5, 0.25])
    }

    @Test func `A checkpoint's name holds the numbers of its epoch, and only a better epoch is saved`() throws {
        let folder = try TemporaryFolder()
        let model = try training()
        let checkpoint = ModelCheckpoint(
            folder.path("e{epoch:02d}-{val_loss:.2f}.h5"), savesBestOnly: true)
        _ = try rates(checkpoint, [1, 0.5, 0.75, 0.25], model: model)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        #expect(names == ["e01-1.00.h5", "e02-0.50.h5", "e04-0.25.h5"])
        #expect(try Model(folder.path("e04-0.25.h5")).predict([Tensor(shape: [1, 1], values: [3])])[0].values == [3])
        let wrong = ModelCheckpoint(folder.path("{val_los}.h5"))
        #expect(throws: TrainingError.self) { try rates(wrong, [1], model: model) }
    }

    @Test func `A table has a line for each epoch, also of a training that goes on`() throws {
        let folder = try TemporaryFolder()
        let model = try training()
        _ = try rates(CSVLogger(folder.path("a.csv")), [1, 0.5], model: model)
        _ = try rates(CSVLogger(folder.path("a.csv"), appends: true), [0.25], model: model)
        let text = try String(contentsOfFile: folder.path("a.csv"), encoding: .utf8)
        #expect(text == "epoch,val_loss\n0,1.0\n1,0.5\n0,0.25\n")
    }

    @Test func `An epoch that is broken off isn't told as ended`() throws {
        final class Breaking: TrainingCallback {
            func batchEnded(_ progress: TrainingProgress, _ logs: TrainingLogs, _ model: CompiledModel) {
                if progress.epoch == 1, progress.step == 0 { model.stopsTraining = true }
            }
        }
        let model = try training()
        let (x, y) = (Tensor(shape: [4, 1], values: [1, 2, 3, 4]), Tensor(shape: [4, 1], values: [1, 2, 3, 4]))
        let history = try model.fit(x, y, FitOptions(batchSize: 2, epochs: 5), callbacks: [Breaking()])
        #expect(history.epochs == [0] && model.iteration == 3)
    }

    @Test func `A number that the logs don't have is told`() throws {
        let error = #expect(throws: TrainingError.self) { try rates(EarlyStopping(), [1], "loss", model: training()) }
        #expect("\(try #require(error))" == #"EarlyStopping: monitor: expected one of loss, found "val_loss""#)
    }
}
