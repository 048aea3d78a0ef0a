import HDF5
import Keras
import NeuralNetwork
import TestMaterial
import Testing

/// Real networks on photographs, against what Keras answered.
@Suite(.enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence))) struct SharedModelTests {
    @Test(
        "real models answer as Keras does, within 1e-4 of the outputs' scale",
        arguments: [
            ("models/dlib_face_resnet_v1.h5", "golden", "dlib_face_resnet_v1_obama"),
            ("models/efficientnet_lite0.h5", "golden", "efficientnet_lite0_chelsea"),
            ("models/efficientnet_lite0.h5", "golden", "efficientnet_lite0_coffee"),
            ("models/framerill-road.h5", "golden", "framerill-road_frame20"),
            ("models/resnet20_cifar10.h5", "golden", "resnet20_cifar10"),
            ("models/yolo-fastest-1.1-xl.h5", "golden", "yolo-fastest-1.1-xl_bus"),
            ("models/yolo-fastest-1.1-xl.h5", "golden", "yolo-fastest-1.1-xl_chelsea"),
            ("models/yolo-fastest-1.1-xl.h5", "golden", "yolo-fastest-1.1-xl_test1"),
            ("models/genuine-keras/fer2013_mini_XCEPTION.102-0.66.hdf5", "genuine-keras", "fer2013_mini_XCEPTION.102-0.66"),
        ])
    func golden(path: String, fixtures: String, name: String) throws {
        let answers = try HDF5File(reading: SharedMaterial.path("fixtures/\(fixtures).h5")).root.group(name)
        let model = try Model(SharedMaterial.path(path))
        let outputs = try model.predict(answers.tensors("x"))
        let expected = try answers.tensors("y")
        #expect(outputs.count == expected.count)
        for (found, expected) in zip(outputs, expected) {
            let distance = Agreement.distance(found, expected)
            #expect(distance < 1e-4, "\(name): off by \(distance)")
        }
    }

    @Test("a model with open dimensions takes images of several sizes")
    func openDimensions() throws {
        let model = try Model(SharedMaterial.path("models/vgg16_hed_block1-3.h5"))
        for (height, width) in [(32, 48), (20, 16)] {
            let image = Tensor(shape: [1, height, width, 3], values: (0..<height * width * 3).map { Float($0 % 17) })
            #expect(try model.predict([image])[0].shape == [1, height / 4, width / 4, 256])
        }
    }
}
