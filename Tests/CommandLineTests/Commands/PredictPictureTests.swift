import Foundation
import HDF5
import Imaging
import TestMaterial
import Testing

@Suite("framerill predict with pictures", .timeLimit(.minutes(5)))
struct PredictPictureTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func predict(_ model: String, _ input: String, _ more: String...) async throws -> CommandRun {
        try await framerill(["predict", model, "--input", input, "--output", folder.path("y.h5")] + more)
    }

    /// A sum over pictures of 4 × 6, each channel with a weight of its own.
    private func pictureModel() throws -> String {
        let layers = """
            {"class_name": "InputLayer", "config": {"batch_input_shape": [null, 4, 6, 3], "dtype": "float32", "name": "picture"}}, \
            {"class_name": "GlobalAveragePooling2D", "config": {"name": "mean"}}
            """
        let path = folder.path("pictures.h5")
        let file = try HDF5File.create(path)
        try file.root.setAttribute(
            "model_config",
            to: .string(#"{"class_name": "Sequential", "config": {"name": "pictures", "layers": [\#(layers)]}}"#))
        try file.root.setAttribute("keras_version", to: .string("2.15.0"))
        let weights = try file.root.group("model_weights")
        try weights.setAttribute("layer_names", to: .strings(["mean"]))
        try weights.group("mean").setAttribute("weight_names", to: .strings([]))
        try file.commit()
        return path
    }

    @Test("answers bytes of a course's file, scaled, and the same pictures in a folder")
    func pictures() async throws {
        let (model, frames) = (try pictureModel(), folder.path("frames/0"))
        try FileManager.default.createDirectory(atPath: frames, withIntermediateDirectories: true)
        for number in 0..<5 {
            let picture = PixelBuffer(size: PixelSize(width: 6, height: 4)) { pixels in
                for place in pixels.indices { pixels[place] = UInt8((place * 7 + number * 41) % 256) }
            }
            try Data(PNG.encode(picture)).write(to: URL(filePath: "\(frames)/\(number).png"))
        }
        let made = try await framerill(
            "dataset", "make", folder.path("frames"), "--size", "4x6", "--set", "test", "--no-shuffle", "--output",
            folder.path("test.h5"))
        #expect(made.status == 0, "\(made)")
        let scale = "0.00392156862745098"
        let run = try await predict(model, folder.path("test.h5") + ":test_set_x", "--scale", scale, "--batch", "2")
        #expect(run.status == 0, "\(run)")
        let bytes: [Float] = try HDF5File(reading: folder.path("y.h5")).root.dataset("mean").read()
        let folderRun = try await predict(model, frames, "--batch", "2")
        #expect(folderRun.status == 0, "\(folderRun)")
        let root = try HDF5File(reading: folder.path("y.h5")).root
        let found: [Float] = try root.dataset("mean").read()
        #expect(bytes.count == 15 && zip(bytes, found).allSatisfy { abs($0 - $1) < 1e-6 } && bytes.allSatisfy { $0 <= 1 })
        #expect(try root.dataset("files").readStrings().map { $0.hasSuffix(".png") } == [true, true, true, true, true])
    }

    @Test(
        "answers on photographs are those of Keras",
        .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)),
        arguments: [
            ("framerill-road", "framerill-road_frame20"), ("yolo-fastest-1.1-xl", "yolo-fastest-1.1-xl_bus"),
            ("resnet20_cifar10", "resnet20_cifar10"), ("dlib_face_resnet_v1", "dlib_face_resnet_v1_obama"),
        ])
    func golden(model: String, entry: String) async throws {
        let golden = SharedMaterial.path("fixtures/golden.h5")
        let run = try await predict(SharedMaterial.path("models/\(model).h5"), "\(golden):\(entry)/x")
        #expect((run.status, run.errors) == (0, ""))
        let found = try HDF5File(reading: folder.path("y.h5")).root
        let expected = try HDF5File(reading: golden).root.group(entry)
        for (place, name) in try found.names.enumerated() {
            let numbers = try found.dataset(name).read(as: Float.self)
            let answers = try expected.dataset("y\(place)").read(as: Float.self)
            #expect(numbers.count == answers.count)
            #expect(zip(numbers, answers).allSatisfy { abs($0 - $1) <= 1e-4 * max(1, abs($1)) })
        }
    }
}
