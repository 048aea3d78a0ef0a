import Dataflow
import DataflowTesting
import Foundation
import GRDB
import Imaging
import PipelineFile
import TestMaterial
import Testing
import VisionStages

@Suite("store", .timeLimit(.minutes(5)))
struct StoreTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func found(_ name: String, detections: Int = 1) -> Frame {
        var frame = Frame.sample(name)
        let box = PixelRectangle(left: 1, top: 2, right: 30.5, bottom: 20)
        frame[.detections] = FrameDetections(
            classes: ["car", "bus"],
            detections: (0..<detections).map { _ in FrameDetection(className: "bus", classIndex: 1, score: 0.75, box: box) })
        return frame
    }

    @discardableResult
    private func run(_ store: Store, _ input: [Frame]) async throws -> RunReport {
        let pipeline = try Pipeline([.source(await ProbeSource("test", input)), .sink(store)])
        let report = try await pipeline.run()
        expectConserved(report)
        return report
    }

    @Test("every form holds every frame")
    func allForms() async throws {
        let store = Store(
            images: folder.path("pictures/%s.png"), jsonl: folder.path("a.jsonl"), csv: folder.path("a.csv"),
            coco: folder.path("a.json"), sqlite: folder.path("a.sqlite"))
        let input = [found("f-1"), found("f-2", detections: 0), found("f-3", detections: 2)]
        let report = try await run(store, input)
        #expect(report.stored == 3)
        #expect(try namesOfFiles(in: folder.path("pictures")) == ["f-1.png", "f-2.png", "f-3.png"])
        #expect(try ImageFile.read(folder.path("pictures/f-2.png")) == input[1].require(.image))
        let records = try text(of: folder.path("a.jsonl")).split(separator: "\n").map {
            try JSONDecoder().decode(FrameRecord.self, from: Data($0.utf8))
        }
        let expected = try input.enumerated().map { index, frame in
            FrameRecord(
                source: "test", index: index, name: frame.name, number: index + 1, size: PixelSize(width: 40, height: 24),
                detections: try frame.require(.detections).detections)
        }
        #expect(records == expected)
        // A header, and a row for each detection.
        #expect(try text(of: folder.path("a.csv")).split(whereSeparator: \.isNewline).count == 1 + 3)
        let document = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: folder.path("a.json"))))
        let coco = try #require(document as? [String: Any])
        #expect((coco["images"] as? [Any])?.count == 3)
        #expect((coco["annotations"] as? [Any])?.count == 3)
        #expect((coco["categories"] as? [Any])?.count == 2)
        let counts = try await DatabaseQueue(path: folder.path("a.sqlite")).read { database in
            try ["frames", "detections"].map { try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)") }
        }
        #expect(counts == [3, 3])
    }

    @Test("a second frame of one name ends the run, and the first stays")
    func sameName() async throws {
        let store = Store(images: folder.path("%s.png"))
        let failure = try #require(
            await #expect(throws: RunFailure.self) { try await run(store, [found("same"), found("other"), found("same")]) })
        #expect(failure.stage == "store")
        #expect(failure.item == ItemID(source: "test", index: 2))
        #expect("\(failure.cause)".hasSuffix("use %i (the frame's index) in the pattern"), "\(failure)")
        #expect(try namesOfFiles(in: folder.url.path) == ["other.png", "same.png"])
    }

    @Test("%i tells frames of one name apart")
    func index() async throws {
        try await run(Store(images: folder.path("%s-%03i.png")), [found("same"), found("same")])
        #expect(try namesOfFiles(in: folder.url.path) == ["same-000.png", "same-001.png"])
    }

    @Test("a frame without a picture isn't stored as if it had no size")
    func noPicture() async throws {
        var frame = found("a")
        frame[.image] = nil
        let store = Store(jsonl: folder.path("a.jsonl"))
        let failure = try #require(await #expect(throws: RunFailure.self) { try await run(store, [frame]) })
        #expect(failure.cause as? VisionStageError == .emptySlot("image", filled: ["detections"]))
    }

    @Test("a run that fails leaves whole files of what was stored")
    func abandoned() async throws {
        let store = Store(jsonl: folder.path("a.jsonl"), coco: folder.path("a.json"))
        let failure = try #require(
            await #expect(throws: RunFailure.self) { try await run(store, [found("f-1"), Frame(name: "broken")]) })
        #expect(failure.report.stored == 1)
        #expect(try text(of: folder.path("a.jsonl")).split(separator: "\n").count == 1)
        let document = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: folder.path("a.json"))))
        #expect(((document as? [String: Any])?["images"] as? [Any])?.count == 1)
    }

    private func problems(_ options: String) -> [String] {
        do {
            try PipelineFile(text: "stages:\n  - store: \(options)", path: "x.yaml").checkStages(against: VisionCatalogue.stages)
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test("nothing to store, and two kinds of results in one file, are refused")
    func refused() {
        #expect(
            problems("{ directory: out }") == [
                "x.yaml:2:5: stage \"store\": nothing to store; give at least one of images, jsonl, csv, coco and sqlite"
            ])
        #expect(
            problems("{ directory: out, jsonl: a, coco: a }") == [
                "x.yaml:2:5: stage \"store\": two kinds of results in one file, out/a; give each a file of its own"
            ])
    }

    @Test("a folder's name may hold a percent sign")
    func percentSign() async throws {
        let text = """
            stages:
              - load: { path: \(Project.path("data/frames/frame-0000.jpg")) }
              - store: { directory: "\(folder.path("100%s"))", images: "%s.jpg" }
            """
        let plan = try PipelineFile(text: text, path: "x.yaml").check(against: VisionCatalogue.stages)
        expectConserved(try await plan.pipeline().run())
        #expect(try namesOfFiles(in: folder.path("100%s")) == ["frame-0000.jpg"])
    }
}
