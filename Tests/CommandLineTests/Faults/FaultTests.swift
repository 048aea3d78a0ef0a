import Foundation
import HDF5
import Imaging
import TestMaterial
import Testing

/// One clear error for each cause, and a status that says what kind it is.
@Suite("what goes wrong", .timeLimit(.minutes(5)))
struct FaultTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func carDetection(_ more: String...) async throws -> CommandRun {
        try await framerill(["run", Material.carDetection, "--output", folder.path("out")] + more)
    }

    private func expectOneError(_ run: CommandRun, _ message: String, status: Int32 = 1) {
        #expect(run.status == status)
        #expect(run.errors == message + "\n")
        #expect(run.output == "")
        #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
    }

    @Test("no pipeline file")
    func missingPipeline() async throws {
        expectOneError(
            try await framerill("run", "gone.yaml"), "gone.yaml:1:1: expected a pipeline file, found no file of that name")
    }

    @Test("misspelt stages, options and values of --set are told with what was meant, all at once")
    func wrongSet() async throws {
        expectOneError(
            try await carDetection("--set", "infr.batch=4", "--set", "nms.iuo=0.3", "--set", "preprocess.size=big"),
            """
            --set infr.batch=4: no stage of the pipeline is named "infr"; did you mean "infer"?
            --set nms.iuo=0.3: stage "nms": "iuo" is not an option; did you mean "iou"?
            --set preprocess.size=big: stage "preprocess": "size": expected size (320 or 640x480, sides from 1 to 65535), found text "big"
            """, status: 64)
        expectOneError(
            try await carDetection("--set", "infer"), "--set infer: expected STAGE.OPTION=VALUE, as in \"infer.batch=4\"",
            status: 64)
    }

    @Test("a misspelt option in the file")
    func misspeltOption() async throws {
        let text = try String(contentsOfFile: Project.path(Material.carDetection), encoding: .utf8)
        let path = try folder.write(text.replacing("resample:", with: "resampel:"), to: "cars.yaml")
        expectOneError(
            try await framerill("run", path, "--output", folder.path("out")),
            "\(path):21:7: stage \"preprocess\": \"resampel\" is not an option; did you mean \"resample\"?")
    }

    @Test("no frames")
    func missingInput() async throws {
        expectOneError(
            try await carDetection("--input", folder.path("gone")),
            """
            --input \(folder.path("gone")): stage "load": "path": \(folder.path("gone")): expected a folder of images, an image, a \
            pattern such as frames/%04d.jpg or frames/*.jpg, or - for standard input, found nothing there; check the path
            """, status: 64)
    }

    /// The model as the pipeline file names it, and what is wrong with it.
    private func expectModelFault(_ path: String, _ fault: String) async throws {
        let text = try String(contentsOfFile: Project.path(Material.carDetection), encoding: .utf8)
        let pipeline = try folder.write(text.replacing("data/models/framerill-road.h5", with: path), to: "cars.yaml")
        expectOneError(
            try await framerill("run", pipeline, "--output", folder.path("out")),
            "\(pipeline):29:14: stage \"infer\": \"model\": \(path): \(fault)")
        let summary = try await framerill("summary", path)
        #expect(summary.status == 1)
        #expect(summary.errors == "\(path): \(fault)\n")
    }

    @Test("no model")
    func missingModel() async throws {
        try await expectModelFault(
            folder.path("gone.h5"),
            "expected a file, found nothing at this path; check its spelling and the folder you are in")
    }

    @Test("a model that Git LFS didn't fetch")
    func pointerModel() async throws {
        let pointer = """
            version https://git-lfs.github.com/spec/v1
            oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
            size 203586560

            """
        try await expectModelFault(
            folder.write(pointer, to: "yolo.h5"),
            """
            expected an HDF5 file, found a Git-LFS pointer to a file of 203586560 bytes; fetch the file itself with `git lfs pull`, or \
            by the download link of its page
            """)
    }

    @Test("a model whose download broke off")
    func cutModel() async throws {
        let whole = try Data(contentsOf: URL(filePath: Material.model))
        let path = folder.path("cut.h5")
        try whole.prefix(100_000).write(to: URL(filePath: path))
        try await expectModelFault(
            path,
            """
            expected an HDF5 file, found one cut short: its header says \(whole.count) bytes, there are 100000; its download or copy was \
            interrupted: fetch it again
            """)
    }

    @Test("a file of data in place of a model")
    func dataAsModel() async throws {
        let path = folder.path("data.h5")
        let file = try HDF5File.create(path)
        try file.root.write([Float](repeating: 0, count: 3), shape: [3], to: "x")
        try file.commit()
        try await expectModelFault(
            path,
            "expected a model that Keras saved with model.save() (attribute model_config), found another HDF5 file with x")
    }

    @Test("a model whose input is another size than preprocess makes")
    func wrongSize() async throws {
        expectOneError(
            try await carDetection("--set", "preprocess.size=416"),
            """
            Pipelines/car-detection.yaml:29:14: stage "infer": "model": expected a tensor of 320 × 320 × 3, the model's input "input_1", \
            found 416 × 416 × 3 from stage "preprocess"; change its size or channels
            """)
    }

    @Test("an output folder that can't be made")
    func wrongOutput() async throws {
        let file = try folder.write("", to: "file")
        let run = try await framerill("run", Material.carDetection, "--output", "\(file)/out")
        #expect((run.status, run.output) == (1, ""))
        #expect(run.errorLines.count == 1)
        #expect(run.errors.hasPrefix("Pipelines/car-detection.yaml:50:5: stage \"store\": \(file)/out"), "\(run.errors)")
    }

    @Test("a damaged JPEG among the frames: the run fails and names it, and frames stored before are whole")
    func damagedFrame() async throws {
        _ = try Material.pictures(20, in: folder)
        let damaged = folder.path("f15.jpg")
        try Data(contentsOf: URL(filePath: damaged)).prefix(300).write(to: URL(filePath: damaged))
        let run = try await framerill("run", try Material.copying(folder.path("f%d.jpg"), to: folder))
        #expect(run.status == 1)
        #expect(run.errorLines.count == 1)
        #expect(
            run.errors.hasPrefix(
                "stage \"load\": item \(folder.path("f%d.jpg"))#15: \(damaged): expected a whole JPEG image, found damage: "),
            "\(run.errors)")
        // The report says how far it came, and leaves the error to standard error.
        #expect(run.output.contains("failed after "))
        #expect(run.output.contains("emitted 15 = stored "))
        #expect(!run.output.contains(damaged))
        let stored = try Material.names(in: folder.path("out"))
        #expect(run.output.contains("= stored \(stored.count) +"))
        for name in stored { _ = try ImageFile.read(folder.path("out/\(name)")) }
    }
}
