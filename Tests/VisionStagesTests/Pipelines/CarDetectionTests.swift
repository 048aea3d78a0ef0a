import Dataflow
import Foundation
import Imaging
import TestMaterial
import Testing
import Vision
import VisionStages

@Suite("car detection over the rendered frames", .timeLimit(.minutes(5)))
struct CarDetectionTests {
    /// What `labels.json` says of the frames, in their pixels.
    private struct Labels: Decodable {
        struct Object: Decodable {
            let `class`: String
            let box: [Double]
        }

        let frames: [String: [Object]]
    }

    /// The model's own description claims precision 0.90 to 0.94 and recall 0.75 to 0.85 at score 0.4 and IoU 0.5.
    @Test("all frames come through in order, and what is found is as right as the model's description claims")
    func precisionAndRecall() async throws {
        let run = try await PipelineRun.carDetection(over: Project.path("data/frames"))
        #expect(run.report.ending == .finished)
        #expect((run.report.emitted, run.report.stored) == (48, 48))
        #expect(run.records.map(\.number) == Array(0..<48))
        #expect(run.records.map(\.index) == Array(0..<48))
        let pictures = try namesOfFiles(in: run.folder.path("out")).filter { $0.hasSuffix(".jpg") }
        #expect(pictures == run.records.map { "\($0.name).jpg" })
        for picture in pictures {
            #expect(try ImageFile.read(run.folder.path("out/\(picture)")).size == PixelSize(width: 640, height: 360))
        }

        let labels = try JSONDecoder().decode(
            Labels.self, from: Data(contentsOf: URL(filePath: Project.path("data/frames/labels.json"))))
        let classes = try DetectorDescription(contentsOf: Project.path("data/models/framerill-road.json")).classes
        var evaluation = Evaluation(iouThreshold: 0.5)
        for record in run.records {
            let truth = try #require(labels.frames["\(record.name).jpg"]).map { object in
                LabelledBox(
                    classIndex: try #require(classes.firstIndex(of: object.class)),
                    box: Box(left: object.box[0], top: object.box[1], right: object.box[2], bottom: object.box[3]))
            }
            evaluation.add(
                detections: record.detections.map {
                    Detection(classIndex: $0.classIndex, score: $0.score, box: Box($0.box))
                }, truth: truth)
        }
        // Keras' outputs of the same network, decoded by a script apart from this project, give 329, 12 and 103.
        #expect(evaluation.precision >= 0.95, "\(evaluation.total)")
        #expect(evaluation.recall >= 0.75, "\(evaluation.total)")
    }

    @Test("workers and batches change neither the order nor the detections")
    func workersAndBatches() async throws {
        let frames = Project.path("data/frames/frame-000%d.jpg")
        let alone = try await PipelineRun.carDetection(over: frames)
        #expect(alone.records.map(\.number) == Array(0..<10))
        for settings in [
            ["infer.workers=2", "annotate.workers=2"], ["infer.batch=4"],
            ["infer.batch=4", "infer.workers=2", "preprocess.workers=3", "annotate.workers=2"],
        ] {
            let other = try await PipelineRun.carDetection(over: frames, set: settings)
            #expect(other.records.agrees(with: alone.records), "\(settings)")
            for name in alone.records.map(\.name) {
                let (one, another) = (alone.folder.path("out/\(name).jpg"), other.folder.path("out/\(name).jpg"))
                #expect(try ImageFile.read(one).size == ImageFile.read(another).size)
            }
        }
    }

    @Test("photographs of a road come through", .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
    func photographs() async throws {
        let run = try await PipelineRun.carDetection(over: SharedMaterial.path("images/road"))
        #expect(run.report.stored == 13)
        #expect(run.records.map(\.name) == (1...12).map { String(format: "%04d", $0) } + ["test"])
        #expect(run.records.allSatisfy { $0.size == PixelSize(width: 1280, height: 720) })
    }
}
