import Keras
import NeuralNetwork
import Testing
import Training

@Suite struct `Training that can't be` {
    private func model() throws -> Model { try Model(References.path("training-residual.h5")) }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch { return "\(error)" }
    }

    @Test func `Names that aren't known are told`() throws {
        let model = try model()
        #expect(
            message { _ = try model.compile(optimizer: Adam(), loss: "categorical_crosentropy") }
                .hasPrefix(#"model "residual": loss: expected one of mean_squared_error, "#))
        #expect(
            message { _ = try model.compile(optimizer: Adam(), loss: "mse", metrics: ["acuracy"]) }
                == #"model "residual": metrics: expected "accuracy" or the name of a metric of Keras, found "acuracy""#)
    }

    @Test func `Samples of a wrong shape are refused before any step`() throws {
        let training = try model().compile(optimizer: Adam(), loss: "categorical_crossentropy")
        let (x, y) = (Tensor(shape: [4, 10, 12, 3]), Tensor(shape: [4, 4]))
        #expect(
            message { try training.trainOnBatch(TrainingBatch(inputs: [x], truths: [y])) }
                == #"model "residual": input "input_1": expected a tensor of shape (None, 12, 12, 3), found (4, 10, 12, 3)"#)
        #expect(training.iteration == 0)
    }

    @Test func `A loss that is no number ends training with the weights from before`() throws {
        let training = try model().compile(optimizer: Adam(), loss: "categorical_crossentropy")
        let before = try training.weights
        var (x, y) = (Tensor(shape: [4, 12, 12, 3]), Tensor(shape: [4, 4]) { $0.update(repeating: .nan) })
        #expect(throws: TrainingError.self) { try training.fit(x, y) }
        // A ReLU takes NaN for 0, so that the loss is a number; the gradient isn't.
        x.withMutableElements { $0.update(repeating: .nan) }
        y.withMutableElements { $0.update(repeating: 0.25) }
        #expect(throws: TrainingError.self) { try training.fit(x, y) }
        #expect(try training.weights == before)
        #expect(training.iteration == 0)
    }

    @Test func `Arguments that make no sense are refused`() throws {
        let training = try model().compile(optimizer: Adam(), loss: "categorical_crossentropy")
        let (x, y) = (Tensor(shape: [4, 12, 12, 3]), Tensor(shape: [4, 4]))
        #expect(
            message { _ = try training.fit(x, y, FitOptions(batchSize: 0)) }
                == "batch_size: expected at least 1, found 0")
        #expect(
            message { _ = try training.fit(x, y, validationSplit: 1.5) }
                == "validation_split: expected a part from 0 to below 1, found 1.5")
    }

    @Test(arguments: [
        (#""AugMix", "config": {"name": "cell""#, [4, 4, 2]),
        (
            #""TimeDistributed", "config": {"name": "cell", "layer": {"class_name": "AugMix", "config": {"name": "f"}}"#,
            [3, 4, 4, 2]
        ),
        (#""ConvLSTM1D", "config": {"name": "cell", "filters": 1, "kernel_size": 1, "dropout": 0.5"#, [4, 2, 2]),
    ])
    func `A layer that can't be trained yet is named, and can be judged`(_ layer: String, _ shape: [Int]) throws {
        let extents = shape.map(String.init).joined(separator: ", ")
        let configuration = """
            {"class_name": "Functional", "config": {"name": "m", "layers": [
            {"class_name": "InputLayer", "name": "in", "config": {"name": "in", "batch_input_shape": [null, \(extents)]},
            "inbound_nodes": []},
            {"class_name": \(layer)}, "name": "cell", "inbound_nodes": [[["in", 0, 0, {}]]]}],
            "input_layers": [["in", 0, 0]], "output_layers": [["cell", 0, 0]]}}
            """
        let model = try Model(configuration: configuration, version: "2.15.0") { _, shape in
            ReferenceNumbers.tensor(shape, seed: 5)
        }
        let training = try model.compile(optimizer: SGD(), loss: "mse")
        let truth = model.outputs[0].shape.dropFirst().compactMap { $0 }
        let batch = TrainingBatch(inputs: [Tensor(shape: [2] + shape)], truths: [Tensor(shape: [2] + truth)])
        _ = try training.testOnBatch(batch)
        let text = message { try training.trainOnBatch(batch) }
        #expect(text.contains("cell"), "\(text)")
        #expect(training.iteration == 0)
    }
}
