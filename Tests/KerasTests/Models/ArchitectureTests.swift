import Keras
import TestMaterial
import Testing

@Suite struct ArchitectureTests {
    @Test("the configuration alone gives names and shapes of inputs and outputs")
    func road() throws {
        let model = try ModelFile.architecture(Project.path("data/models/framerill-road.h5"))
        #expect(model.inputs == [ModelPort(name: "input_1", shape: [nil, 320, 320, 3])])
        #expect(model.outputs == [ModelPort(name: "conv2d_16", shape: [nil, 20, 20, 45])])
        #expect(model.summary.totalParameters == 1_908_061)
        #expect(model.summary.nonTrainableParameters == 3_648)
    }

    @Test(
        "dimensions that the input decides stay open",
        .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
    func openDimensions() throws {
        let model = try ModelFile.architecture(SharedMaterial.path("models/vgg16_hed_block1-3.h5"))
        #expect(model.inputs[0].shape == [nil, nil, nil, 3])
        #expect(model.outputs == [ModelPort(name: "block3_conv3", shape: [nil, nil, nil, 256])])
    }

    @Test("the text of to_json() is of Keras 3 when it names modules and no version")
    func textOfKeras3() throws {
        let folder = try TemporaryFolder()
        func layer(_ module: String, _ name: String, _ config: String, _ calls: String) -> String {
            """
            {"module": "\(module)", "class_name": "\(name)", "config": {"name": "\(name)"\(config)}, "registered_name": null, \
            "name": "\(name)", "inbound_nodes": [\(calls)]}
            """
        }
        func tensor(_ from: String) -> String {
            #"{"class_name": "__keras_tensor__", "config": {"shape": [null, 4], "keras_history": ["\#(from)", 0, 0]}}"#
        }
        let layers = [
            layer("keras.layers", "InputLayer", #", "batch_shape": [null, 4]"#, ""),
            layer("keras.src.ops.numpy", "Add", "", #"{"args": [\#(tensor("InputLayer")), 3.0], "kwargs": {}}"#),
        ]
        let network = """
            "class_name": "Functional", "config": {"name": "functional", "layers": [\(layers.joined(separator: ", "))], \
            "input_layers": ["InputLayer", 0, 0], "output_layers": ["Add", 0, 0]}
            """
        let text = try folder.write(
            #"{"module": "keras.src.models.functional", \#(network), "registered_name": "Functional"}"#, to: "m.json")
        let model = try ModelFile.architecture(text)
        #expect(model.kerasVersion.major == 3)
        #expect(model.outputs == [ModelPort(name: "Add", shape: [nil, 4])])
        let older = try folder.write(#"{\#(network), "keras_version": "2.15.0", "backend": "tensorflow"}"#, to: "old.json")
        #expect(throws: KerasError.self) { try ModelFile.architecture(older) }
    }
}
