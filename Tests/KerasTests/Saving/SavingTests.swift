import Foundation
import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// What stands in the files that a model is saved to.
@Suite struct SavingTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("names of layers that exceed an attribute's 64 kB are split as Keras splits them")
    func splitNames() throws {
        let entries = (0..<3000).map { index in
            let name = "a_layer_with_a_long_name_\(index)"
            let input = index == 0 ? ", \"batch_input_shape\": [null, 2]" : ""
            return #"{"class_name": "Activation", "config": {"name": "\#(name)", "activation": "linear"\#(input)}}"#
        }
        let configuration = #"{"class_name": "Sequential", "config": [\#(entries.joined(separator: ", "))]}"#
        let model = try Model(configuration: configuration, version: "2.2.4") {
            Tensor(shape: $1, values: Array(repeating: 0, count: $1.reduce(1, *)))
        }
        try model.save(folder.path("long.h5"))
        let weights = try HDF5File(reading: folder.path("long.h5")).root.group("model_weights")
        // 3000 names of 29 bytes: two attributes of half of them.
        #expect(try weights.attribute("layer_names") == nil)
        #expect(try weights.attribute("layer_names0")?.shape == [1500])
        #expect(try weights.strings(attribute: "layer_names1")?.last == "a_layer_with_a_long_name_2999")
        #expect(try weights.attribute("layer_names2") == nil)
        #expect(try weights.group("a_layer_with_a_long_name_7").attribute("weight_names")?.value == .numbers([]))
        #expect(try Model(folder.path("long.h5")).predict([Tensor(shape: [1, 2], values: [1, 2])])[0].values == [1, 2])
    }

    @Test("the optimizer's state and the way of compiling go along, in words that newer versions read")
    func training() throws {
        let path = folder.path("trained.h5")
        let file = try HDF5File.create(path)
        try file.root.setAttribute("model_config", to: .string(KerasFile.convolution))
        try file.root.setAttribute("keras_version", to: .string("2.2.4"))
        try file.root.setAttribute(
            "training_config",
            to: .string(
                #"{"optimizer_config": {"class_name": "Adam", "config": {"lr": 0.5, "decay": 0.0}}, "loss": "mse", "metrics": ["acc"]}"#
            ))
        let weights = try file.root.group("model_weights")
        try weights.setAttribute("layer_names", to: .strings(["conv"]))
        try weights.group("conv").setAttribute("weight_names", to: .strings(["k:0", "b:0"]))
        try weights.write([Float](repeating: 1, count: 18), shape: [3, 3, 1, 2], to: "conv/k:0")
        try weights.write([Float](repeating: 2, count: 2), shape: [2], to: "conv/b:0")
        let state = try file.root.group("optimizer_weights")
        try state.setAttribute("weight_names", to: .strings(["Adam/iterations:0"]))
        try state.write([Int64(41)], shape: [], to: "Adam/iterations:0")
        try file.commit()

        try Model(path).save(folder.path("copy.h5"))
        let copy = try HDF5File(reading: folder.path("copy.h5")).root
        #expect(
            try copy.string(attribute: "training_config")
                == #"{"optimizer_config": {"class_name": "Adam", "config": {"learning_rate": 0.5}}, "#
                + #""loss": "mean_squared_error", "metrics": ["acc"]}"#)
        #expect(try copy.dataset("optimizer_weights/Adam/iterations:0").read(as: Int.self) == [41])
        #expect(try copy.group("optimizer_weights").strings(attribute: "weight_names") == ["Adam/iterations:0"])
        #expect(try copy.string(attribute: "keras_version") == "2.2.4")
        #expect(try copy.dataset("model_weights/conv/conv/kernel:0").shape == [3, 3, 1, 2])
    }

    @Test("another name, or a folder that isn't there, is refused and leaves nothing")
    func refusals() throws {
        let model = try Model(References.path("sequential-keras2.h5"))
        for name in ["model", "model.onnx", "h5"] {
            let path = folder.path(name)
            #expect(throws: KerasError.saving(file: path, expected: "a name that ends in .h5, .hdf5 or .keras")) {
                try model.save(path)
            }
        }
        #expect(throws: HDF5Error.self) { try model.save(folder.path("absent/model.keras")) }
        #expect(throws: HDF5Error.self) { try model.save(folder.path("absent/model.h5")) }
        #expect(throws: KerasError.self) { try model.saveWeights(folder.path("weights.keras")) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }

    @Test("a model may be saved over the file that it came from")
    func overItself() throws {
        for name in ["sequential-keras2.h5", "archive-many-keras3.0.keras"] {
            let path = folder.path(name)
            try FileManager.default.copyItem(atPath: References.path(name), toPath: path)
            let model = try Model(path)
            try model.save(path)
            let input = ReferenceNumbers.inputs(model.inputs.map { $0.shape.map { $0 ?? 1 } })
            #expect(try Model(path).predict(input) == model.predict(input))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 2)
    }

    @Test("options are written in the words that all versions of Keras share")
    func options() throws {
        let configuration = """
            {"class_name": "Functional", "config": {"name": "m", "layers": [
            {"class_name": "InputLayer", "name": "i", "config": {"name": "i", "batch_shape": [null, 4], "dtype": {"module": "keras",
            "class_name": "DTypePolicy", "config": {"name": "float32"}}}, "inbound_nodes": []},
            {"class_name": "LeakyReLU", "name": "l", "config": {"name": "l", "negative_slope": 0.25, "trainable": true}, "inbound_nodes":
            [{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["i", 0, 0]}}], "kwargs": {}}]},
            {"class_name": "ThresholdedReLU", "name": "t", "config": {"name": "t", "theta": 0.5, "trainable": true}, "inbound_nodes":
            [{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["l", 0, 0]}}], "kwargs": {}}]},
            {"class_name": "Dense", "name": "d", "config": {"name": "d", "units": 2, "trainable": true, "use_bias": false, "activation":
            {"module": "builtins", "class_name": "function", "config": "silu", "registered_name": "function"}, "kernel_initializer":
            {"module": "keras.initializers", "class_name": "GlorotUniform", "config": {"seed": null, "dtype": "float32"}},
            "kernel_regularizer": {"module": "keras.regularizers", "class_name": "L2", "config": {"l2": 0.5}},
            "quantization_config": null}, "inbound_nodes":
            [{"args": [{"class_name": "__keras_tensor__", "config": {"keras_history": ["t", 0, 0]}}], "kwargs": {}}]}],
            "input_layers": ["i", 0, 0], "output_layers": ["d", 0, 0]}}
            """
        let model = try Model(configuration: configuration, version: "3.15.1") {
            Tensor(shape: $1, values: Array(repeating: 0, count: $1.reduce(1, *)))
        }
        try model.save(folder.path("m.h5"))
        #expect(
            try HDF5File(reading: folder.path("m.h5")).root.string(attribute: "model_config")
                == #"{"class_name": "Model", "config": {"name": "m", "trainable": true, "layers": ["#
                + #"{"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4], "dtype": "float32", "sparse": false, "#
                + #""name": "i"}, "name": "i", "inbound_nodes": []}, "#
                + #"{"class_name": "LeakyReLU", "config": {"name": "l", "trainable": true, "alpha": 0.25}, "name": "l", "#
                + #""inbound_nodes": [[["i", 0, 0, {}]]]}, "#
                + #"{"class_name": "ReLU", "config": {"name": "t", "trainable": true, "threshold": 0.5}, "name": "t", "#
                + #""inbound_nodes": [[["l", 0, 0, {}]]]}, "#
                + #"{"class_name": "Dense", "config": {"name": "d", "units": 2, "trainable": true, "use_bias": false, "#
                + #""activation": "swish", "kernel_initializer": {"class_name": "GlorotUniform", "config": {"seed": null}}, "#
                + #""kernel_regularizer": {"class_name": "L2", "config": {"l2": 0.5}}}, "name": "d", "#
                + #""inbound_nodes": [[["t", 0, 0, {}]]]}], "input_layers": [["i", 0, 0]], "output_layers": [["d", 0, 0]]}}"#)
    }
}
