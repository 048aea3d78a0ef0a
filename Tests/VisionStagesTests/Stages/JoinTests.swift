import Dataflow
import DataflowTesting
import Imaging
import PipelineFile
import TestMaterial
import Testing
import Vision
import VisionStages

@Suite("join and when", .timeLimit(.minutes(5)))
struct JoinTests {
    private static func detection(_ name: String, score: Float = 0.5) -> FrameDetection {
        FrameDetection(
            className: name, classIndex: 0, score: score, box: PixelRectangle(left: 0, top: 0, right: 10, bottom: 10))
    }

    private static func frame(_ names: String...) -> Frame {
        var frame = Frame(name: "frame", file: "frame.jpg")
        frame[.detections] = FrameDetections(classes: Array(Set(names)).sorted(), detections: names.map { detection($0) })
        return frame
    }

    @Test("the first frame gets what only the others have")
    func union() async throws {
        var (first, second) = (Frame(name: "a"), Self.frame("car"))
        first[.image] = PixelBuffer(size: PixelSize(width: 4, height: 2))
        second[.image] = PixelBuffer(size: PixelSize(width: 1, height: 1))
        let joined = try #require(await FrameJoin().join([first, nil, second]))
        #expect(joined.name == "a" && joined[.image]?.size.width == 4)
        #expect(joined[.detections]?.detections.map(\.className) == ["car"])
        #expect(joined.byteCount == 24)
    }

    @Test("detections are added where the join says so")
    func adding() async throws {
        let join = FrameJoin(addsDetections: true)
        let joined = try #require(await join.join([Self.frame("car"), Self.frame("sign", "car")]))
        #expect(joined[.detections]?.detections.map(\.className) == ["car", "sign", "car"])
        #expect(joined[.detections]?.classes == ["car", "sign"])
    }

    private static func branched(_ join: String) -> String {
        let branch = { (name: String) in
            """
              - preprocess: { name: preprocess-\(name), from: load, size: 320 }
              - infer: { name: infer-\(name), model: \(Project.path("data/models/framerill-road.h5")) }
              - filter-boxes: { name: filter-\(name), description: \(Project.path("data/models/framerill-road.json")) }
              - nms: { name: \(name) }

            """
        }
        return "stages:\n  - load: { path: \(Project.path("data/frames")) }\n" + branch("cars") + branch("signs") + join
            + "\n  - store: { images: \"%s.png\", directory: nowhere }\n"
    }

    @Test("what several branches filled is refused unless the join knows what to do")
    func conflicts() throws {
        func check(_ join: String) throws {
            _ = try PipelineFile(text: Self.branched(join), path: "x.yaml").check(against: VisionCatalogue.stages)
        }
        try check("  - join: { from: [cars, signs], add-detections: true }")
        try check("  - join: { from: [cars, signs], conflicts: first }")
        let error = try #require(throws: PipelineFileError.self) { try check("  - join: { from: [cars, signs] }") }
        #expect(
            "\(error)"
                == "x.yaml:11:5: stage \"join\": its inputs have different things in the slot \"detections\", from \"cars\" and "
                + "\"signs\"; keep all with \"add-detections: true\", or keep the first input's with \"conflicts: first\"")
    }

    @Test("each store takes the frames that its condition lets through")
    func conditions() async throws {
        let folder = try TemporaryFolder()
        func text(_ first: String, _ second: String) -> String {
            """
            stages:
              - load: { path: \(Project.path("data/frames")), limit: 12 }
              - preprocess: { size: 320, scale: 1/255 }
              - infer: { model: \(Project.path("data/models/framerill-road.h5")) }
              - filter-boxes: { description: \(Project.path("data/models/framerill-road.json")), score: 0.4 }
              - nms: { max-boxes: 50 }
              - store: { name: first, jsonl: first.jsonl, directory: \(folder.path("out")), when: \(first) }
              - store: { name: second, jsonl: second.jsonl, directory: \(folder.path("out")), from: nms, when: \(second) }
            """
        }
        func check(_ text: String) throws -> PipelinePlan<Frame> {
            try PipelineFile(text: text, path: "x.yaml").check(against: VisionCatalogue.stages)
        }
        let report = try await check(text("{ classes: [car], at-least: 3 }", "{ classes: [car], at-most: 2 }")).pipeline().run()
        #expect(report.stored == 12 && report.filtered == 0)
        expectConserved(report)
        let none = try await check(text("{ score: 1 }", "{ classes: [zebra] }")).pipeline().run()
        #expect(none.stored == 0 && none.filtered == 12)
        expectConserved(none)
        let error = try #require(throws: PipelineFileError.self) {
            try check(text("{ at-least: 3, at-most: 2 }", "{ clases: [car] }"))
        }
        #expect(
            error.problems.map(\.message) == [
                "\"when\": \"at-most\": expected at least 3, which \"at-least\" says, found 2",
                "\"when\": \"clases\" is not an option; did you mean \"classes\"?",
            ])
    }

    @Test("a join by time takes frames whose source knows their rate")
    func byTime() async throws {
        let folder = try TemporaryFolder()
        let frames = Project.path("data/frames")
        let text = """
            stages:
              - load: { name: left, path: \(frames), frame-rate: 10, limit: 5 }
              - load: { name: right, path: "\(frames)/*.jpg", frame-rate: 30, limit: 13 }
              - join: { from: [left, right], within: 5ms, conflicts: first }
              - store: { images: "%s.png", directory: \(folder.path("out")) }
            """
        let plan = try PipelineFile(text: text, path: "x.yaml").check(against: VisionCatalogue.stages)
        let report = try await plan.pipeline().run()
        #expect((report.stored, report.merged, report.filtered) == (5, 5, 8))
        expectConserved(report)
    }
}
