import Keras
import NeuralNetwork
import Testing
import Training

/// What layers of attention drop while they are trained: shares of keys. Queries of zeros see all four keys alike, values are ones, so
/// that an answer is a half for each of the keys that stay.
@Suite struct AttentionDropoutTests {
    /// What the layer answers to a query of zeros and a value of ones, in a step of training, then in judging.
    private func answers(_ layer: String, _ call: String, version: String) throws -> (trained: [Float], judged: [Float]) {
        let configuration = """
            {"class_name": "Functional", "config": {"name": "m", "layers": [
            {"class_name": "InputLayer", "name": "q", "config": {"name": "q", "batch_input_shape": [null, 4, 1]}, "inbound_nodes": []},
            {"class_name": "InputLayer", "name": "v", "config": {"name": "v", "batch_input_shape": [null, 4, 1]}, "inbound_nodes": []},
            {"class_name": \(layer)}, "name": "cell", "inbound_nodes": \(call)}],
            "input_layers": [["q", 0, 0], ["v", 0, 0]], "output_layers": [["cell", 0, 0]]}}
            """
        let model = try Model(configuration: configuration, version: version) { name, shape in
            Tensor(shape: shape) { $0.update(repeating: 1) }
        }
        let training = try model.compile(optimizer: SGD(learningRate: 0), loss: "mse")
        let ones = Tensor(shape: [64, 4, 1]) { $0.update(repeating: 1) }
        let batch = TrainingBatch(inputs: [Tensor(shape: [64, 4, 1]), ones], truths: [ones])
        return (try training.trainOnBatch(batch).answers[0].values, try training.testOnBatch(batch).answers[0].values)
    }

    @Test(arguments: [
        (#""Attention", "config": {"name": "cell", "dropout": 0.5"#, #"[[["q", 0, 0, {}], ["v", 0, 0, {}]]]"#),
        (
            #""AdditiveAttention", "config": {"name": "cell", "dropout": 0.5, "use_scale": false"#,
            #"[[["q", 0, 0, {}], ["v", 0, 0, {}]]]"#
        ),
        (
            #""MultiHeadAttention", "config": {"name": "cell", "num_heads": 1, "key_dim": 1, "dropout": 0.5, "use_bias": false"#,
            #"[[["q", 0, 0, {"value": ["v", 0, 0]}]]]"#
        ),
    ])
    func `Half of the shares are dropped, and the others are doubled`(_ layer: String, _ call: String) throws {
        let (trained, judged) = try answers(layer, call, version: "2.15.0")
        #expect(judged.allSatisfy { abs($0 - 1) < 1e-6 })
        #expect(trained.allSatisfy { [0, 0.5, 1, 1.5, 2].contains(($0 * 16).rounded() / 16) })
        // 1024 chances, of which about half come true.
        #expect((440...584).contains(Int((trained.reduce(0, +) * 2).rounded())))
    }
}
