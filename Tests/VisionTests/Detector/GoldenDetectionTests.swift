import Foundation
import HDF5
import NeuralNetwork
import TestMaterial
import Testing
import Vision

/// Raw outputs that Keras gave for photographs, and the detections in them that were computed apart.
@Suite(
    "detections of real networks", .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)))
struct GoldenDetectionTests {
    private struct Entry: Decodable {
        let detections: [Row]?

        enum CodingKeys: String, CodingKey {
            case detections = "detections_thr03_nms045"
        }
    }

    /// Class, score, left, top, right, bottom.
    private struct Row: Decodable {
        let className: String
        let numbers: [Double]

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            className = try list.decode(String.self)
            numbers = try (0..<5).map { _ in try list.decode(Double.self) }
        }
    }

    /// In none of these pictures do boxes of two classes overlap by more than the threshold, so both scopes must give the same.
    @Test("yolo-fastest finds what the reference found", arguments: ["bus", "test1", "chelsea"], SuppressionScope.allCases)
    func fastest(picture: String, scope: SuppressionScope) throws {
        let file = try HDF5File(reading: SharedMaterial.path("fixtures/golden.h5"))
        let json = try Data(contentsOf: URL(filePath: SharedMaterial.path("fixtures/golden.json")))
        let entry = try JSONDecoder().decode([String: Entry].self, from: json)["yolo-fastest-1.1-xl_\(picture)"]
        let expected = try #require(entry?.detections)
        let description = try DetectorDescription(contentsOf: SharedMaterial.path("models/yolo-fastest-1.1-xl.json"))
        let outputs = try ["y0", "y1"].map { try file.tensor("yolo-fastest-1.1-xl_\(picture)/\($0)") }
        let found = nonMaxSuppression(
            try description.candidates(in: outputs, threshold: 0.3), iouThreshold: 0.45, scope: scope)
        #expect(found.map { description.classes[$0.classIndex] } == expected.map(\.className))
        for (detection, row) in zip(found, expected) {
            let box = detection.box
            let numbers = [Double(detection.score), box.left, box.top, box.right, box.bottom]
            #expect(zip(numbers, row.numbers).allSatisfy { abs($0 - $1) < 1e-3 }, "\(numbers) is not \(row.numbers)")
        }
    }

    @Test("the embedded network's outputs on a rendered frame find most of its labelled objects")
    func road() throws {
        let file = try HDF5File(reading: SharedMaterial.path("fixtures/golden.h5"))
        let description = try DetectorDescription(contentsOf: Project.path("data/models/framerill-road.json"))
        let output = try file.tensor("framerill-road_frame20/y0")
        let found = nonMaxSuppression(
            try description.candidates(in: [output], threshold: 0.4), iouThreshold: 0.45)
        let labels = try RoadLabels(contentsOf: Project.path("data/frames/labels.json"))
        var evaluation = Evaluation(iouThreshold: 0.5)
        evaluation.add(
            detections: found,
            truth: try labels.objects(in: "frame-0020.jpg", classes: description.classes, width: 640, height: 360))
        #expect(evaluation.precision >= 0.75)
        #expect(evaluation.recall >= 0.6)
    }
}
