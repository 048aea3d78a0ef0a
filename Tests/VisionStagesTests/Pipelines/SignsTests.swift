import Dataflow
import Imaging
import TestMaterial
import Testing
import VisionStages

@Suite("signs over the rendered hands", .timeLimit(.minutes(5)))
struct SignsTests {
    @Test("each frame has the number of fingers that its name says")
    func numbers() async throws {
        let run = try await PipelineRun(
            of: "signs", over: Project.path("data/signs/frames"),
            set: ["infer.model=" + Project.path("data/models/framerill-signs.h5"), "store.jsonl=detections.jsonl"])
        #expect((run.report.emitted, run.report.stored) == (12, 12))
        for record in run.records {
            let best = try #require(record.detections.first)
            #expect(record.detections.count == 1 && record.name.hasSuffix("-shows-\(best.classIndex)"), "\(record)")
            #expect(["fist", "one", "two", "three", "four", "five"][best.classIndex] == best.className)
            #expect(best.box == PixelRectangle(left: 0, top: 0, right: 320, bottom: 320))
        }
        let pictures = try namesOfFiles(in: run.folder.path("out")).filter { $0.hasSuffix(".jpg") }
        #expect(pictures == run.records.map { "\($0.name).jpg" })
    }
}
