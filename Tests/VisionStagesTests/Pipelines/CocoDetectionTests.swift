import Dataflow
import Imaging
import TestMaterial
import Testing
import Vision
import VisionStages

@Suite(
    "COCO detection over photographs", .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)),
    .timeLimit(.minutes(5)))
struct CocoDetectionTests {
    /// What the course publishes for `test.jpg`: left, top, right, bottom.
    private static let published: [(className: String, box: Box)] = [
        ("car", Box(left: 925, top: 285, right: 1045, bottom: 374)), ("car", Box(left: 706, top: 279, right: 786, bottom: 350)),
        ("car", Box(left: 947, top: 324, right: 1280, bottom: 705)), ("car", Box(left: 159, top: 303, right: 346, bottom: 440)),
        ("car", Box(left: 761, top: 282, right: 942, bottom: 412)), ("car", Box(left: 367, top: 300, right: 745, bottom: 648)),
        ("bus", Box(left: 5, top: 266, right: 220, bottom: 407)),
    ]

    @Test("the six cars and the bus of the course's photograph are found")
    func coursePhotograph() async throws {
        let run = try await PipelineRun.cocoDetection(over: SharedMaterial.path("images/road/test.jpg"))
        let found = try #require(run.records.first).detections
        for (className, box) in Self.published {
            let near = found.filter { $0.className == className && $0.score >= 0.3 && Box($0.box).overlap(with: box) >= 0.45 }
            #expect(!near.isEmpty, "no \(className) at \(box)")
        }
    }

    @Test("all photographs of the road and the rendered frames come through")
    func all() async throws {
        let road = try await PipelineRun.cocoDetection(over: SharedMaterial.path("images/road"))
        #expect(road.report.stored == 13)
        #expect(road.records.contains { $0.detections.contains { $0.className == "car" } })
        let rendered = try await PipelineRun.cocoDetection(over: SharedMaterial.path("images/rendered-road"))
        #expect(rendered.report.stored == 48)
    }
}
