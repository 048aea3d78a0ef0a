import Foundation
import HDF5
import TestMaterial
import Testing

@Suite("framerill quantize and evaluate", .timeLimit(.minutes(5)))
struct QuantizeTests {
    private static let labels = Project.path("data/frames/labels.json")

    private func evaluate(_ model: String, _ arguments: String...) async throws -> [String: Any] {
        let run = try await framerill(
            ["evaluate", model, "--data", Material.frames, "--resample", "bilinear", "--json"] + arguments)
        #expect((run.status, run.errors) == (0, ""))
        return try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    @Test("the detector with whole numbers finds nearly all that it finds exactly, and the pipeline runs with it")
    func detector() async throws {
        let folder = try TemporaryFolder()
        let output = folder.path("road.int8.h5")
        let run = try await framerill(
            "quantize", Material.model, "--calibrate", Project.path("data/frames/frame-00[0-1]*.jpg"), "--resample", "bilinear",
            "--output", output)
        #expect((run.status, run.errors) == (0, ""))
        #expect(run.outputLines.count == 15)
        #expect(
            run.outputLines.last == """
                \(output): 14 convolutions with int8 scales from 20 samples, 2 in floating point: conv2d_1/kernel, conv2d_16/kernel
                """)
        let report = try await evaluate(output, "--description", Material.description, "--labels", Self.labels)
        #expect(report["precision"] as? String == "int8" && report["samples"] as? Int == 48)
        let detections = try #require(report["detections"] as? [String: [String: Any]])
        let again = try #require(detections["besideExact"])
        #expect(try #require(again["recall"] as? Double) > 0.9 && #require(again["precision"] as? Double) > 0.9, "\(again)")
        let (labelled, exact) = (try #require(detections["besideLabels"]), try #require(detections["exactBesideLabels"]))
        for measure in ["precision", "recall"] {
            let (found, expected) = (try #require(labelled[measure] as? Double), try #require(exact[measure] as? Double))
            #expect(abs(found - expected) < 0.04, "\(measure): \(found), exact \(expected)")
        }
        let pipeline = try await framerill(
            "run", Material.carDetection, "--output", folder.path("out"), "--set", "infer.model=\(output)", "--set",
            "infer.precision=int8", "--quiet")
        #expect(pipeline.status == 0, "\(pipeline.errors)")
    }

    @Test("fast beside exact changes no box")
    func fast() async throws {
        let report = try await evaluate(Material.model, "--samples", "8", "--description", Material.description)
        #expect(report["precision"] as? String == "fast")
        let again = try #require((report["detections"] as? [String: [String: Any]])?["besideExact"])
        #expect(again["wrong"] as? Int == 0 && again["missed"] as? Int == 0)
    }

    @Test("classes are compared, and measured by labels")
    func classes() async throws {
        let folder = try TemporaryFolder()
        let (model, data) = (folder.path("classes.h5"), folder.path("data.h5"))
        let file = try HDF5File.create(model)
        try file.root.setAttribute(
            "model_config",
            to: .string(
                """
                {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "Flatten", "config": {"name": "f", \
                "batch_input_shape": [null, 3]}}]}}
                """))
        try file.root.setAttribute("keras_version", to: .string("2.15.0"))
        let weights = try file.root.group("model_weights")
        try weights.setAttribute("layer_names", to: .strings(["f"]))
        try weights.group("f").setAttribute("weight_names", to: .numbers([]))
        try file.commit()
        let rows = try HDF5File.create(data)
        try rows.root.write([Float]([1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0]), shape: [4, 3], to: "x")
        try rows.root.write([Float]([0, 1, 1, 0]), shape: [4], to: "y")
        try rows.root.write([Float]([1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1]), shape: [4, 3], to: "one_hot")
        try rows.commit()
        for (labels, accuracy) in [("y", "75.00 % (3)"), ("one_hot", "50.00 % (2)")] {
            let run = try await framerill("evaluate", model, "--data", "\(data):x", "--labels", "\(data):\(labels)")
            #expect((run.status, run.errors) == (0, ""))
            #expect(run.outputLines.contains("first class: the same for 4 of 4 samples (100.00 %)"), "\(run.output)")
            #expect(run.outputLines.last == "accuracy: \(accuracy), exact \(accuracy)")
        }
    }

    @Test("what can't be is told before anything is written")
    func wrong() async throws {
        let folder = try TemporaryFolder()
        let output = folder.path("out.h5")
        let frames = Material.frames
        for (arguments, status, message) in [
            (["--calibrate", folder.path("none")], 1, "none"),
            (
                ["--calibrate", frames, "--keep", "conv2d_99"], 1,
                "--keep: expected a layer with a convolution, found \"conv2d_99\"; there are conv2d_1,"
            ),
            (
                ["--calibrate", frames, "--percentile", "30"], 64,
                "--percentile: expected more than 50 and at most 100, found 30.0"
            ),
            (["--calibrate", frames, "--samples", "0"], 64, "--samples: expected at least 1, found 0"),
            (["--calibrate", frames, "--mode", "tf", "--scale", "2"], 64, "--scale: expected none beside --mode"),
        ] as [([String], Int32, String)] {
            let run = try await framerill(["quantize", Material.model, "--output", output] + arguments)
            #expect(run.status == status && run.errors.contains(message), "\(run.status) \(run.errors)")
            #expect(!FileManager.default.fileExists(atPath: output))
        }
        let plain = try await framerill("bench", Material.model, "--precision", "int8")
        #expect(
            plain.status == 1
                && plain.errors.contains("expected int8 scales, which \"framerill quantize\" adds to a model, found none"))
        let unlabelled = try await framerill(
            "evaluate", Material.model, "--data", frames, "--description", Material.description, "--labels",
            try folder.write("{\"frames\": {}}", to: "empty.json"))
        #expect(unlabelled.status == 1 && unlabelled.errors.contains("expected labels of"))
    }
}
