import Foundation
import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// What random models (`Tests/Differential`) have found, each against what Keras answered.
@Suite struct FindingsTests {
    @Test(
        "layers in layers and models in models are read from files of both generations",
        arguments: ["findings-keras2.keras", "findings-keras3.keras", "findings-keras2.h5", "findings-keras3.h5"])
    func whole(file: String) throws {
        let answers = try HDF5File(reading: References.path("findings-answers.h5")).root.group(file)
        let model = try Model(References.path(file), options: PlanOptions(threads: 1))
        let (inputs, expected) = (try answers.tensors("x"), try answers.tensors("y"))
        func check(_ model: Model, _ title: String) throws {
            let outputs = try model.predict(inputs)
            #expect(outputs.count == expected.count)
            for (index, (output, expected)) in zip(outputs, expected).enumerated() {
                let distance = Agreement.distance(output, expected)
                #expect(distance < 1e-4, "\(file), \(title), output \(index): off by \(distance)")
            }
        }
        try check(model, "as saved by Keras")
        let folder = try TemporaryFolder()
        for name in ["copy.h5", "copy.keras"] {
            try model.save(folder.path(name))
            try check(Model(folder.path(name)), name)
        }
    }

    @Test("a configuration of Keras 3 alone is known as such, though it tells no version")
    func configurationAlone() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            """
            {"module": "keras", "class_name": "Functional", "config": {"name": "f", "layers": [
              {"module": "keras.layers", "class_name": "InputLayer", "name": "x", "inbound_nodes": [], "registered_name": null,
               "config": {"batch_shape": [null, 3], "dtype": "float32", "name": "x"}},
              {"module": "keras.src.ops.numpy", "class_name": "Absolute", "name": "absolute", "config": {"name": "absolute"},
               "inbound_nodes": [{"args": [{"class_name": "__keras_tensor__", "config": {"shape": [null, 3],
                 "dtype": "float32", "keras_history": ["x", 0, 0]}}], "kwargs": {}}]}],
             "input_layers": ["x", 0, 0], "output_layers": ["absolute", 0, 0]}, "registered_name": "Functional"}
            """, to: "f.json")
        #expect(try ModelFile.architecture(path).kerasVersion.major == 3)
    }

    @Test("statistics of a batch whose mask has too few axes are refused, as tf.keras misplaces such a mask or fails")
    func maskedStatistics() throws {
        func layer(_ name: String, _ kind: String, _ options: String, _ node: String) -> String {
            "{\"class_name\": \"\(kind)\", \"name\": \"\(name)\", \"config\": {\"name\": \"\(name)\"\(options)}, \"inbound_nodes\": [\(node)]}"
        }
        let layers = [
            layer("i", "InputLayer", #", "batch_input_shape": [null, 4]"#, ""),
            layer("e", "Embedding", #", "input_dim": 3, "output_dim": 2, "mask_zero": true"#, #"[["i", 0, 0, {}]]"#),
            layer(
                "t", "TimeDistributed", #", "layer": {"class_name": "RepeatVector", "config": {"name": "r", "n": 2}}"#,
                #"[["e", 0, 0, {}]]"#),
            layer("b", "BatchNormalization", #", "axis": [3], "fused": false"#, #"[["t", 0, 0, {"training": true}]]"#),
        ]
        #expect {
            try Model(
                configuration: """
                    {"class_name": "Functional", "config": {"name": "m", "layers": [\(layers.joined(separator: ", "))],
                     "input_layers": [["i", 0, 0]], "output_layers": [["b", 0, 0]]}}
                    """, version: "2.15.0"
            ) { Tensor(shape: $1, values: Array(repeating: 0, count: $1.reduce(1, *))) }
        } throws: {
            "\($0)" == "configuration: layer \"b\" (BatchNormalization): expected a mask of 3 axes, for statistics of the batch "
                + "(training=True) without fused=True, found a mask (None, 4) for (None, 4, 2, 2)"
        }
    }

    @Test(
        "batch statistics that training would correct, or take of parts of the batch, are refused",
        arguments: [#""renorm": true"#, #""virtual_batch_size": 2"#])
    func correctedStatistics(option: String) throws {
        let layers = """
            {"class_name": "InputLayer", "name": "i", "config": {"name": "i", "batch_input_shape": [null, 4]}, "inbound_nodes": []},
            {"class_name": "BatchNormalization", "name": "b", "config": {"name": "b", "axis": [1], \(option)},
             "inbound_nodes": [[["i", 0, 0, {"training": true}]]]}
            """
        #expect {
            try Model(
                configuration: """
                    {"class_name": "Functional", "config": {"name": "m", "layers": [\(layers)],
                     "input_layers": [["i", 0, 0]], "output_layers": [["b", 0, 0]]}}
                    """, version: "2.15.0"
            ) { Tensor(shape: $1, values: Array(repeating: 0, count: $1.reduce(1, *))) }
        } throws: {
            "\($0)".contains("expected a call with training=False, or without training, found training=true")
        }
    }

    @Test("a configuration may be a string of JSON, or stand alone; YAML is told")
    func formsOfText() throws {
        let folder = try TemporaryFolder()
        let layer = """
            {"class_name": "Dense", "config": {"name": "d", "units": 2, "batch_input_shape": [null, 3]}}
            """
        let whole = "{\"class_name\": \"Sequential\", \"config\": [\(layer)], \"keras_version\": \"2.2.2\"}"
        let functional = """
            {"name": "model_1", "layers": [{"name": "x", "class_name": "InputLayer", "inbound_nodes": [],
              "config": {"batch_input_shape": [null, 3], "dtype": "float32", "name": "x"}},
             {"name": "d", "class_name": "Dense", "config": {"name": "d", "units": 2}, "inbound_nodes": [[["x", 0, 0, {}]]]}],
             "input_layers": [["x", 0, 0]], "output_layers": [["d", 0, 0]]}
            """
        let quoted = "\"" + whole.replacing("\"", with: "\\\"") + "\""
        for (index, text) in [whole, quoted, "[\(layer)]", "{\"name\": \"s\", \"layers\": [\(layer)]}", functional].enumerated() {
            let model = try ModelFile.architecture(folder.write(text, to: "\(index).json"))
            #expect(model.outputs == [ModelPort(name: "d", shape: [nil, 2])], "\(text)")
        }
        let yaml = try folder.write("backend: tensorflow\nclass_name: Sequential\n", to: "m.yaml")
        let error = #expect(throws: KerasError.self) { try ModelFile.architecture(yaml) }
        #expect(error.map { "\($0)" }?.contains("found a configuration in YAML; what model.to_json() writes is read") == true)
    }
}
