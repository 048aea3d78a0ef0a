import Keras
import NeuralNetwork
import Testing

/// Operations as tf.keras of TensorFlow 2.0 and 2.1 wrote them: the bytes of a protocol buffer as text.
@Suite struct NodeMessageTests {
    private func model(node: String, constants: String) throws -> Model {
        try Model(
            configuration: """
                {"class_name": "Model", "config": {"name": "m", "layers": [
                {"class_name": "InputLayer", "name": "x", "config": {"name": "x", "batch_input_shape": [null, 3]}, "inbound_nodes": []},
                {"class_name": "TensorFlowOpLayer", "name": "o", "config": {"name": "o", "trainable": true, "dtype": "float32",
                "node_def": "\(node)", "constants": \(constants)}, "inbound_nodes": [[["x", 0, 0, {}]]]}],
                "input_layers": [["x", 0, 0]], "output_layers": [["o", 0, 0]]}}
                """, version: "2.2.4-tf", options: PlanOptions(threads: 1)
        ) { Tensor(uninitialized: $1) }
    }

    @Test("a node in binary form is read")
    func product() throws {
        // name "mul", op "Mul", inputs "x" and "mul/y", attr T = DT_FLOAT.
        let node = #"\n\u0003mul\u0012\u0003Mul\u001a\u0001x\u001a\u0005mul/y*\u0007\n\u0001T\u0012\u00020\u0001"#
        let model = try model(node: node, constants: #"{"1": 2.5}"#)
        #expect(try model.predict([Tensor(shape: [1, 3], values: [1, -2, 4])])[0].values == [2.5, -5, 10])
    }

    @Test("attributes in binary form are read: flags and lists")
    func sum() throws {
        // op "Sum", attrs T, Tidx = DT_INT32, keep_dims = true.
        let node =
            #"\n\u0001s\u0012\u0003Sum*\u0007\n\u0001T\u0012\u00020\u0001*\n\n\u0004Tidx\u0012\u00020\u0003*\u000f\n\tkeep_dims\u0012\u0002(\u0001"#
        let model = try model(node: node, constants: #"{"1": -1}"#)
        let sum = try model.predict([Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6])])[0]
        #expect(sum == Tensor(shape: [2, 1], values: [6, 15]))
    }

    @Test("bytes that are no node are refused", arguments: ["", "\\u0012\\u007f", "hello", "\\u0012\\u0003Mul*\\u0007x"])
    func broken(node: String) {
        #expect(throws: KerasError.self) { try model(node: node, constants: "{}") }
    }
}
