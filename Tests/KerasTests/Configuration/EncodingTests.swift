import Keras
import TestMaterial
import Testing

/// The many ways in which versions of Keras put the same thing into JSON.
@Suite struct EncodingTests {
    private static func outputs(_ configuration: String, version: String = "2.4.0") throws -> [ModelPort] {
        let folder = try TemporaryFolder()
        try KerasFile.write(folder.path("m.h5"), configuration: configuration, layers: nil, version: version)
        return try ModelFile.architecture(folder.path("m.h5")).outputs
    }

    private static func sequential(_ layer: String, version: String = "2.4.0") throws -> ModelPort {
        try outputs(
            """
            {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "InputLayer", "config": {"name": "i", \
            "batch_input_shape": {"class_name": "__tuple__", "items": [null, 6, 5, 4]}, "dtype": "float32", "sparse": false, \
            "ragged": false}}, \(layer)], "build_input_shape": {"class_name": "TensorShape", "items": [null, 6, 5, 4]}}}
            """, version: version)[0]
    }

    @Test("tuples and shapes of tf.keras are lists")
    func tuples() throws {
        let output = try Self.sequential(
            """
            {"class_name": "Conv2D", "config": {"name": "c", "filters": 2, "kernel_size": {"class_name": "__tuple__", "items": \
            [3, 2]}, "strides": {"class_name": "__tuple__", "items": [1, 1]}}}
            """)
        #expect(output.shape == [nil, 4, 4, 2])
        let built = try Self.outputs(
            """
            {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "Dense", "config": {"name": "d", \
            "units": 3}}], "build_input_shape": {"class_name": "TensorShape", "items": [null, 7]}}}
            """)
        #expect(built == [ModelPort(name: "d", shape: [nil, 3])])
    }

    @Test(
        "policies of types are read in all their forms",
        arguments: [
            "\"float32\"", "\"mixed_float16\"", "{\"class_name\": \"Policy\", \"config\": {\"name\": \"mixed_float16\"}}",
            "{\"class_name\": \"PolicyV1\", \"config\": {\"name\": \"mixed_float16\", \"loss_scale\": null}}",
            "{\"module\": \"keras\", \"class_name\": \"DTypePolicy\", \"config\": {\"name\": \"bfloat16\"}, "
                + "\"registered_name\": null}",
            "{\"class_name\": \"DTypePolicyMap\", \"config\": {\"default_policy\": null, \"policy_map\": {\"a\": {\"class_name\": "
                + "\"DTypePolicy\", \"config\": {\"name\": \"float32\"}}}}}",
        ])
    func policies(policy: String) throws {
        let layer = "{\"class_name\": \"Dropout\", \"config\": {\"name\": \"d\", \"trainable\": true, \"dtype\": \(policy)}}"
        #expect(try Self.sequential(layer).shape == [nil, 6, 5, 4])
        #expect(try Self.sequential(layer, version: "3.4.0").shape == [nil, 6, 5, 4])
    }

    @Test("an axis may stand in a list, a number in an array of numpy")
    func numbers() throws {
        for epsilon in [
            "0.5", "{\"type\": \"ndarray\", \"value\": 0.5}", "{\"class_name\": \"__numpy__\", \"config\": {\"value\": 0.5}}",
        ] {
            let output = try Self.sequential(
                """
                {"class_name": "BatchNormalization", "config": {"name": "b", "axis": [3], \
                "epsilon": \(epsilon)}}
                """)
            #expect(output.shape == [nil, 6, 5, 4])
        }
    }

    @Test("a registered layer carries its package, a registered activation too")
    func registered() throws {
        let output = try Self.sequential(
            """
            {"class_name": "Custom>Dense", "config": {"name": "d", "units": 3, "activation": {"class_name": "function", "config": \
            "Custom>relu6", "registered_name": "Custom>relu6"}}}
            """)
        #expect(output.shape == [nil, 6, 5, 3])
    }

    @Test("a class derived from a model is read by its configuration")
    func derivedModel() throws {
        let layers = """
            {"class_name": "InputLayer", "name": "i", "config": {"name": "i", "batch_input_shape": [null, 4]}, "inbound_nodes": []}, \
            {"class_name": "Dense", "name": "d", "config": {"name": "d", "units": 2}, "inbound_nodes": [[["i", 0, 0, {}]]]}
            """
        let functional = try Self.outputs(
            """
            {"class_name": "AutoEncoder", "config": {"name": "a", "layers": [\(layers)], "input_layers": [["i", 0, 0]], \
            "output_layers": [["d", 0, 0]]}}
            """)
        #expect(functional == [ModelPort(name: "d", shape: [nil, 2])])
        let sequential = try Self.outputs(
            """
            {"class_name": "Stack", "config": {"name": "a", "layers": [{"class_name": "Dense", "config": {"name": "d", "units": 2, \
            "batch_input_shape": [null, 4]}}]}}
            """)
        #expect(sequential == [ModelPort(name: "d", shape: [nil, 2])])
    }
}
