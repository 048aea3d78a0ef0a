import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// Configurations that the fuzzer found to end the process; each must be an error.
@Suite struct HostileConfigurationTests {
    private static func functional(_ layers: String, inputs: String, outputs: String) -> String {
        #"{"class_name": "Model", "config": {"name": "m", "layers": [\#(layers)], "input_layers": \#(inputs), "output_layers": \#(outputs)}}"#
    }

    private static func input(_ name: String) -> String {
        #"{"class_name": "InputLayer", "name": "\#(name)", "config": {"name": "\#(name)", "batch_input_shape": [null, 4]}, "inbound_nodes": []}"#
    }

    private static func flatten(_ name: String, of source: String?) -> String {
        let nodes = source.map { "[[[\"\($0)\", 0, 0, {}]]]" } ?? "[]"
        return #"{"class_name": "Flatten", "name": "\#(name)", "config": {"name": "\#(name)"}, "inbound_nodes": \#(nodes)}"#
    }

    /// A network inside of another, called with one tensor.
    private static func network(_ name: String, of source: String) -> String {
        #"{"class_name": "Model", "name": "\#(name)", "config": {"name": "\#(name)", "layers": [\#(input("x"))], "input_layers": [["x", 0, 0]], "#
            + #""output_layers": [["x", 0, 0]]}, "inbound_nodes": [[["\#(source)", 0, 0, {}]]]}"#
    }

    @Test(
        "what no network can be is refused at its place",
        arguments: [
            (
                functional("\(input("i")), \(flatten("f", of: nil))", inputs: #"[["i", 0, 0]]"#, outputs: #"[["f", 0, 0]]"#),
                #"model "m": output_layers: expected one of the 0 call(s) of layer "f", found node 0, tensor 0"#
            ),
            (
                functional(
                    "\(input("i")), \(input("j")), \(flatten("f", of: "j"))", inputs: #"[["i", 0, 0]]"#,
                    outputs: #"[["f", 0, 0]]"#),
                #"model "m": input_layers: expected every InputLayer, found no "j""#
            ),
            (
                functional(
                    "\(input("i")), \(flatten("f", of: "i"))", inputs: #"[["i", 0, 0], ["i", 0, 0]]"#, outputs: #"[["f", 0, 0]]"#),
                #"model "m": input_layers: expected each input once, found "i" again"#
            ),
            (
                functional(
                    "\(input("i")), \(network("n", of: "i"))", inputs: #"[["i", 0, 0]]"#, outputs: #"[["n", \#(Int.min), 0]]"#),
                #"model "m": output_layers: expected one of the 1 call(s) of layer "n", found node -9223372036854775808, tensor 0"#
            ),
            (
                #"{"class_name": "Sequential", "config": {"name": "s", "layers": [\#(input("i")), \#(input("j"))]}}"#,
                #"Sequential "s": expected an InputLayer at the head alone, found "j" behind other layers"#
            ),
        ])
    func refused(configuration: String, message: String) throws {
        #expect {
            try Model(configuration: configuration, version: "2.2.4") {
                Tensor(shape: $1, values: Array(repeating: 0, count: $1.reduce(1, *)))
            }
        } throws: {
            "\($0)" == "configuration: model_config: " + message
        }
    }
}
