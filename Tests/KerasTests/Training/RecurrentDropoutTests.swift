import Keras
import NeuralNetwork
import Testing
import Training

/// What recurrent layers drop while they are trained. A sum of what was given and what was before shows it by itself: kernels are
/// unit matrices, functions linear.
@Suite struct RecurrentDropoutTests {
    private static let (items, steps, units) = (16, 4, 8)

    /// What the layer answers to ones: `[items, steps, units]`, row-major; of a step of training, then of judging.
    private func answers(_ options: String, version: String = "2.15.0") throws -> (trained: [Float], judged: [Float]) {
        let (steps, units) = (Self.steps, Self.units)
        let configuration = """
            {"class_name": "Functional", "config": {"name": "m", "layers": [
            {"class_name": "InputLayer", "name": "in", "config": {"name": "in", "batch_input_shape": [null, \(steps), \(units)]},
            "inbound_nodes": []},
            {"class_name": "SimpleRNN", "config": {"name": "rnn", "units": \(units), "activation": "linear", "use_bias": false,
            "return_sequences": true, \(options)}, "name": "rnn", "inbound_nodes": [[["in", 0, 0, {}]]]}],
            "input_layers": [["in", 0, 0]], "output_layers": [["rnn", 0, 0]]}}
            """
        let model = try Model(configuration: configuration, version: version) { _, shape in
            Tensor(shape: shape) { elements in
                for row in 0..<units { elements[row * units + row] = 1 }
            }
        }
        let training = try model.compile(optimizer: SGD(learningRate: 0), loss: "mse")
        let ones = Tensor(shape: [Self.items, steps, units]) { $0.update(repeating: 1) }
        let batch = TrainingBatch(inputs: [ones], truths: [ones])
        return (try training.trainOnBatch(batch).answers[0].values, try training.testOnBatch(batch).answers[0].values)
    }

    /// The steps of each item's each unit.
    private func sequences(_ answers: [Float]) -> [[Float]] {
        (0..<Self.items * Self.units).map { place in
            let (item, unit) = (place / Self.units, place % Self.units)
            return (0..<Self.steps).map { answers[(item * Self.steps + $0) * Self.units + unit] }
        }
    }

    @Test func `Inputs are dropped alike at each step of a sequence, and the others are doubled`() throws {
        let (trained, judged) = try answers(#""dropout": 0.5"#)
        let found = sequences(trained)
        #expect(found.allSatisfy { $0 == [0, 0, 0, 0] || $0 == [2, 4, 6, 8] })
        #expect((32...96).contains(found.count { $0[0] == 0 }))
        #expect(sequences(judged).allSatisfy { $0 == [1, 2, 3, 4] })
    }

    @Test func `States are dropped alike at each step of a sequence, and the others are doubled`() throws {
        let (trained, judged) = try answers(#""recurrent_dropout": 0.5"#)
        let found = sequences(trained)
        #expect(found.allSatisfy { $0 == [1, 1, 1, 1] || $0 == [1, 3, 7, 15] })
        #expect((32...96).contains(found.count { $0[1] == 1 }))
        #expect(sequences(judged).allSatisfy { $0 == [1, 2, 3, 4] })
    }

    @Test(arguments: [#""dropout": 0"#, #""dropout": 0.0, "recurrent_dropout": 0.0"#])
    func `Nothing is dropped at a rate of 0`(_ options: String) throws {
        #expect(sequences(try answers(options).trained).allSatisfy { $0 == [1, 2, 3, 4] })
    }
}
