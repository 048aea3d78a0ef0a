import Foundation
import Imaging
import TestMaterial
import Testing

@Suite("framerill run", .timeLimit(.minutes(5)))
struct RunTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("car detection writes annotated frames and detections, and a balanced report")
    func carDetection() async throws {
        let run = try await framerill(
            "run", Material.carDetection, "--input", "data/frames/frame-000%d.jpg", "--output", folder.path("out"), "--report",
            folder.path("reports/run.json"))
        #expect(run.errors == "")
        #expect(run.status == 0)
        let files = try Material.names(in: folder.path("out"))
        #expect(files == ["detections.jsonl", "detections.sqlite"] + (0..<10).map { "frame-000\($0).jpg" })
        for file in files.suffix(10) { #expect(try ImageFile.read(folder.path("out/\(file)")).size.width == 640) }
        let report = try ReportDocument(contentsOf: folder.path("reports/run.json"))
        #expect(report.ending == "finished")
        #expect((report.emitted, report.stored) == (10, 10))
        #expect(
            report.counts.parts.map(\.name) == ["load", "preprocess", "infer", "filter-boxes", "nms", "annotate", "store"])
        #expect(run.output.contains("emitted 10 = stored 10 + filtered 0 + dropped 0 + failed 0 + in flight 0\n"))
        #expect(
            run.outputLines.suffix(3) == [
                "pictures: \(folder.path("out"))/*.jpg", "detections, a line a frame: \(folder.path("out"))/detections.jsonl",
                "detections in a database: \(folder.path("out"))/detections.sqlite",
            ])
    }

    @Test("--quiet prints nothing")
    func quiet() async throws {
        _ = try Material.pictures(3, in: folder)
        let run = try await framerill("run", try Material.copying(folder.path("f%d.jpg"), to: folder), "--quiet")
        #expect((run.status, run.output, run.errors) == (0, "", ""))
        #expect(try Material.names(in: folder.path("out")) == ["f0.jpg", "f1.jpg", "f2.jpg"])
    }

    @Test("--set replaces values of the file")
    func set() async throws {
        _ = try Material.pictures(5, in: folder)
        let pipeline = try Material.copying("nowhere", to: folder)
        let run = try await framerill(
            "run", pipeline, "--set", "load.path=\(folder.path("f*.jpg"))", "--set", "load.limit=2", "--set",
            "store.images=%i.png", "--quiet")
        #expect((run.status, run.errors) == (0, ""))
        #expect(try Material.names(in: folder.path("out")) == ["0.png", "1.png"])
    }

    @Test("JPEGs on standard input are frames, one after the other")
    func standardInput() async throws {
        let pictures = try Material.pictures(3, in: folder).map { try Data(contentsOf: URL(filePath: $0)) }
        let stream = folder.path("stream")
        try pictures.reduce(Data(), +).write(to: URL(filePath: stream))
        let pipeline = try Material.copying("-", to: folder)
        let run = try await framerill("run", pipeline, "--quiet", input: stream)
        #expect((run.status, run.errors) == (0, ""))
        let names = ["frame-000000.jpg", "frame-000001.jpg", "frame-000002.jpg"]
        #expect(try Material.names(in: folder.path("out")) == names)
        for (name, picture) in zip(names, pictures) {
            let copied = try ImageFile.read(folder.path("out/\(name)"))[5, 5]
            let original = try JPEG.decode([UInt8](picture), origin: name)[5, 5]
            #expect(abs(Int(copied.red) - Int(original.red)) <= 4)
        }
    }

    @Test("a last JPEG that is cut short fails the run, and those before it are stored whole")
    func cutStream() async throws {
        let pictures = try Material.pictures(12, in: folder).map { try Data(contentsOf: URL(filePath: $0)) }
        let stream = folder.path("stream")
        let whole = pictures.reduce(Data(), +)
        try whole.dropLast(100).write(to: URL(filePath: stream))
        let pipeline = try Material.copying("-", to: folder)
        let run = try await framerill("run", pipeline, input: stream)
        #expect(run.status == 1)
        #expect(
            run.errors == """
                stage "load": item standard input#11: byte \(whole.count - 100) of the JPEG stream: expected the rest of the image \
                that began at byte \(whole.count - pictures[11].count), found the end of the stream; send whole JPEG images, one \
                after another

                """)
        for name in try Material.names(in: folder.path("out")) {
            #expect(try ImageFile.read(folder.path("out/\(name)")).size == PixelSize(width: 60, height: 40))
        }
    }

    @Test("standard input without any image fails the run")
    func emptyStream() async throws {
        let run = try await framerill("run", try Material.copying("-", to: folder), "--quiet")
        #expect(run.status == 1)
        #expect(
            run.errors == """
                stage "load": item standard input#0: standard input: expected JPEGs one after the other, found its end; pipe the \
                images in

                """)
    }

    @Test("a report that can't be written is told before the run")
    func unwritableReport() async throws {
        _ = try Material.pictures(1, in: folder)
        let pipeline = try Material.copying(folder.path("f%d.jpg"), to: folder)
        let run = try await framerill("run", pipeline, "--report", folder.url.path)
        #expect((run.status, run.output) == (1, ""))
        #expect(
            run.errors == "\(folder.url.path): expected a file to write the report to, found: a folder; give another path\n")
        #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
    }
}
