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
}
