import Glibc
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// Files that can't be used: each is one clear error, which names the place.
@Suite struct BrokenFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func expect(
        _ message: String, configuration: String? = KerasFile.convolution,
        layers: [(name: String, weights: [KerasFile.Weight])]? = [], sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let path = folder.path("model.h5")
        try KerasFile.write(path, configuration: configuration, layers: layers)
        #expect(sourceLocation: sourceLocation) {
            try Model(path)
        } throws: {
            let found = "\($0)"
            guard found != path + ": " + message else { return true }
            Issue.record("found: \(found)", sourceLocation: sourceLocation)
            return false
        }
    }

    @Test("a layer that no one knows is named, with those that are")
    func unknownLayer() throws {
        let known = LayerCatalogue.names.joined(separator: ", ")
        try expect(
            "layer \"l\": \"SpectralDream\" is not a layer that Framerill knows; it knows \(known)",
            configuration: #"{"class_name": "Sequential", "config": [{"class_name": "SpectralDream", "config": {"name": "l"}}]}"#)
        try expect(
            "layer \"l\": \"conv2d\" is not a layer that Framerill knows (did you mean \"Conv2D\"?); it knows \(known)",
            configuration: #"{"class_name": "Sequential", "config": [{"class_name": "conv2d", "config": {"name": "l"}}]}"#)
    }

    @Test("a model whose weights are absent, too few, or too many is refused")
    func missingWeights() throws {
        try expect("layer \"conv\": /model_weights: expected its weights, found weights of 0 layers for the model's 1")
        try expect(
            "layer \"conv\": /model_weights/conv: expected 2 weight(s): kernel (3, 3, 1, 2), bias (2,), found 1: conv/kernel:0",
            layers: [("conv", [.init(name: "conv/kernel:0", shape: [3, 3, 1, 2])])])
        try expect(
            "layer \"other\": /model_weights: expected a layer that takes these weights, "
                + "found none of that name among the model's 1 layers with weights",
            layers: [("conv", convWeights), ("other", [.init(name: "kernel:0", shape: [1])])])
        try expect(
            "expected a model that Keras saved with model.save() (attribute model_config), "
                + "found a configuration without the group model_weights", layers: nil)
    }

    private let convWeights: [KerasFile.Weight] = [
        .init(name: "conv/kernel:0", shape: [3, 3, 1, 2]), .init(name: "conv/bias:0", shape: [2]),
    ]

    @Test("a weight of another shape is named with its place in the file")
    func wrongShape() throws {
        try expect(
            "layer \"conv\": /model_weights/conv/scope_1/kernel:0: expected kernel of shape (3, 3, 1, 2), found (3, 3, 2, 2)",
            layers: [
                ("conv", [.init(name: "scope_1/kernel:0", shape: [3, 3, 2, 2]), .init(name: "scope_1/bias:0", shape: [2])])
            ])
    }

    @Test("weights that swapped places are refused, though their shapes fit")
    func swappedWeights() throws {
        try expect(
            "layer \"bn\": /model_weights/bn: expected weights in the order gamma (2,), beta (2,), moving_mean (2,), "
                + "moving_variance (2,), found bn/beta:0, bn/gamma:0, bn/moving_mean:0, bn/moving_variance:0",
            configuration: """
                {"class_name": "Sequential", "config": [{"class_name": "BatchNormalization", "config": {"name": "bn", \
                "batch_input_shape": [null, 2]}}]}
                """,
            layers: [("bn", ["beta", "gamma", "moving_mean", "moving_variance"].map { .init(name: "bn/\($0):0", shape: [2]) })])
    }

    @Test("files without a model say what they are")
    func noModel() throws {
        let lead = "expected a model that Keras saved with model.save() (attribute model_config), found "
        try expect(lead + "an empty file", configuration: nil, layers: nil)
        try expect(lead + "another HDF5 file with model_weights", configuration: nil, layers: [])
        let text = try folder.write("car\nbus\n", to: "classes.txt")
        #expect { try Model(text) } throws: {
            "\($0)" == "\(text): \(lead)a file that is neither HDF5 nor an archive nor JSON"
        }
    }

    @Test("weights alone, of Keras 2 and of Keras 3, ask for their model", arguments: ["w.h5", "w.weights.h5"])
    func weightsAlone(_ name: String) throws {
        let path = folder.path(name)
        try Model(References.path("sequential-keras3.h5")).saveWeights(path)
        let what = name == "w.h5" ? "attribute layer_names" : "group layers"
        #expect { try Model(path) } throws: {
            "\($0)".hasSuffix(
                "found weights alone (\(what)); name the model itself, if only as text of model.to_json(), and this file as its weights"
            )
        }
    }

    @Test("a pipe that nobody writes to isn't waited for, as a model or as weights")
    func pipe() throws {
        let pipe = folder.path("pipe")
        try #require(mkfifo(pipe, 0o600) == 0)
        let fault = "\(pipe): expected a file, found a device or pipe; copy what it gives into a file and name that"
        #expect { try Model(pipe) } throws: { "\($0)" == fault }
        #expect { try Model(References.path("sequential-keras3.h5"), weights: pipe) } throws: { "\($0)" == fault }
    }

    @Test("a Git-LFS pointer and a text are told apart from models")
    func impostors() throws {
        let pointer = try folder.write("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", to: "pointer.h5")
        #expect {
            try Model(pointer)
        } throws: {
            "\($0)".hasPrefix("\(pointer): ") && "\($0)".contains("Git")
        }
        #expect {
            try ModelFile.architecture(folder.path("absent.h5"))
        } throws: {
            "\($0)".hasPrefix("\(folder.path("absent.h5")): ")
        }
    }

    @Test(
        "broken configurations are refused at their place",
        arguments: [
            ("{", "model_config, byte 1: expected a key in quotes, found the end"),
            ("[]", "model_config: expected an object with class_name and config, found []"),
            (
                #"{"class_name": "Sequential", "config": []}"#,
                #"model_config: Sequential "sequential": expected at least one layer, found none"#
            ),
            (
                #"{"class_name": "Sequential", "config": [{"class_name": "Flatten", "config": {"name": "f"}}]}"#,
                #"layer "f_input" (InputLayer): expected a model with the shape of its input, found none"#
            ),
            (
                #"{"class_name": "Functional", "config": {"name": "m", "layers": []}}"#,
                #"model_config: model "m": expected layers, input_layers and output_layers, found {"name": "m", "layers": []}"#
            ),
            (
                """
                {"class_name": "Model", "config": {"name": "m", "layers": [{"class_name": "Flatten", "name": "f", "config": \
                {"name": "f"}, "inbound_nodes": [[["g", 0, 0, {}]]]}], "input_layers": [["f", 0, 0]], "output_layers": [["f", 0, 0]]}}
                """,
                #"model_config: model "m": layer "f": expected the name of a layer, found "g""#
            ),
            (
                """
                {"class_name": "Model", "config": {"name": "m", "layers": [{"class_name": "Flatten", "name": "f", "config": \
                {"name": "f"}, "inbound_nodes": [[["f", 0, 0, {}]]]}], "input_layers": [["f", 0, 0]], "output_layers": [["f", 0, 0]]}}
                """,
                #"model_config: model "m": expected calls without a cycle, found layer "f" waiting for its own result"#
            ),
        ])
    func configurations(configuration: String, message: String) throws { try expect(message, configuration: configuration) }

    @Test(
        "options are read strictly",
        arguments: [
            (
                #""filters": 2, "kernel_size": 3, "padding": "full""#,
                #"option "padding": expected "valid" or "same", found "full""#
            ),
            (#""filters": 0, "kernel_size": 3"#, #"option "filters": expected an integer of at least 1, found 0"#),
            (#""kernel_size": 3"#, #"option "filters": expected an integer of at least 1, found nothing"#),
            (
                #""filters": 2, "kernel_size": [3, 3, 3]"#,
                #"option "kernel_size": expected a positive integer or two of them, found [3, 3, 3]"#
            ),
            (
                #""filters": 2, "kernel_size": 3, "dtype": "string""#,
                #"option "dtype": expected a type of numbers, found "string""#
            ),
            (
                #""filters": 16777216, "kernel_size": [16777216, 16777216], "padding": "same""#,
                "expected tensors of at most 2^40 elements, found (16777216, 16777216, 1, 16777216)"
            ),
            (#""filters": 2, "kernel_size": 3, "magic": 7"#, #"option "magic": expected no such option of Conv2D, found 7"#),
            (
                #""filters": 2, "kernel_size": 3, "groups": 2"#,
                "expected channels and filters that the 2 groups divide, found 1 channels, 2 filters"
            ),
            (
                #""filters": 2, "kernel_size": 9"#,
                "expected a height of at least 9 for the window to fit, found 5 with padding"
            ),
        ])
    func options(options: String, message: String) throws {
        try expect(
            #"layer "conv" (Conv2D): "# + message,
            configuration: """
                {"class_name": "Sequential", "config": [{"class_name": "Conv2D", "config": {"name": "conv", \
                "batch_input_shape": [null, 5, 5, 1], \(options)}}]}
                """)
    }

    @Test("an operation of Keras 3 that no one knows is named, and a layer is not taken for one")
    func unknownOperation() throws {
        let path = folder.path("operation.h5")
        let input =
            #"{"class_name": "InputLayer", "name": "i", "config": {"name": "i", "batch_shape": [null, 2]}, "inbound_nodes": []}"#
        let tensor = #"{"class_name": "__keras_tensor__", "config": {"keras_history": ["i", 0, 0]}}"#
        try KerasFile.write(
            path,
            configuration: """
                {"class_name": "Functional", "config": {"name": "m", "layers": [\(input), {"class_name": "Fourier", "name": "a", \
                "config": {"name": "a"}, "inbound_nodes": [{"args": [\(tensor)], "kwargs": {}}]}], "input_layers": ["i", 0, 0], \
                "output_layers": ["a", 0, 0]}}
                """, layers: [], version: "3.15.1")
        #expect {
            try Model(path)
        } throws: {
            "\($0)"
                == "\(path): layer \"a\" (Fourier): ops.fourier is not a function that Framerill knows"
        }
    }

    @Test("an activation that no one knows is named")
    func unknownActivation() throws {
        try expect(
            "layer \"a\" (Activation): \"Sine\" is not an activation that Framerill knows; it knows "
                + ActivationCatalogue.names.joined(separator: ", "),
            configuration: """
                {"class_name": "Sequential", "config": [{"class_name": "Activation", "config": {"name": "a", \
                "batch_input_shape": [null, 2], "activation": "Sine"}}]}
                """)
    }

    @Test("a layer that is to behave as in training is refused")
    func training() throws {
        try expect(
            "model_config: model \"m\": layer \"d\": expected a call with training=False, or without training, found training=true",
            configuration: """
                {"class_name": "Model", "config": {"name": "m", "layers": [{"class_name": "InputLayer", "name": "i", "config": \
                {"name": "i", "batch_input_shape": [null, 2]}, "inbound_nodes": []}, {"class_name": "Dropout", "name": "d", \
                "config": {"name": "d", "rate": 0.5}, "inbound_nodes": [[["i", 0, 0, {"training": true}]]]}], \
                "input_layers": [["i", 0, 0]], "output_layers": [["d", 0, 0]]}}
                """)
    }
}
