import Foundation
import HDF5
import Imaging
import Keras
import NeuralNetwork
import TestMaterial
import Testing
import Vision
import VisionStages

/// Inputs for which Keras' outputs and the detections in them are known.
@Suite(
    "yolo-fastest on the golden inputs", .enabled(if: SharedMaterial.isPresent, Comment(rawValue: SharedMaterial.absence)),
    .timeLimit(.minutes(5)))
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
        let score: Double
        let box: Box

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            className = try list.decode(String.self)
            score = try list.decode(Double.self)
            let edges = try (0..<4).map { _ in try list.decode(Double.self) }
            box = Box(left: edges[0], top: edges[1], right: edges[2], bottom: edges[3])
        }
    }

    private static let pictures = ["test1", "bus", "chelsea"]
    /// So large that pixels tell fractions well.
    private static let frameSize = PixelSize(width: 10_000, height: 10_000)

    @Test("raw outputs and detections are those of Keras, one by one and as a batch", arguments: [1, 3])
    func golden(batch: Int) async throws {
        let file = try HDF5File(reading: SharedMaterial.path("fixtures/golden.h5"))
        func tensor(_ picture: String, _ name: String) throws -> Tensor {
            let dataset = try file.root.dataset("yolo-fastest-1.1-xl_\(picture)/\(name)")
            return Tensor(shape: dataset.shape, values: try dataset.read(as: Float.self))
        }
        let input = try Self.pictures.map { picture in
            var frame = Frame(name: picture)
            frame[.tensor] = try tensor(picture, "x")
            frame[.placement] = .resized(frame: Self.frameSize)
            return frame
        }
        let model = try Model(
            SharedMaterial.path("models/yolo-fastest-1.1-xl.h5"), options: PlanOptions(threads: 1))
        let infer = Infer(model: model, batchSize: batch)
        let answered =
            batch == 1 ? try await frames(of: input, through: infer) : try await infer.transform(input).compactMap { $0 }
        #expect(answered.count == input.count)
        for frame in answered {
            for (place, output) in try frame.require(.outputs).tensors.enumerated() {
                let expected = try tensor(frame.name, "y\(place)")
                #expect(output.shape == expected.shape)
                let worst = zip(output.values, expected.values).map { abs($0 - $1) / max(1, abs($1)) }.max()
                #expect(try #require(worst) <= 1e-4, "\(frame.name), output \(place)")
            }
        }

        let description = try DetectorDescription(contentsOf: SharedMaterial.path("models/yolo-fastest-1.1-xl.json"))
        let candidates = try await frames(of: answered, through: FilterBoxes(description: description, score: 0.3))
        let found = try await frames(of: candidates, through: NMS(iou: 0.45, scope: .perClass, maxBoxes: 100))
        let json = try Data(contentsOf: URL(filePath: SharedMaterial.path("fixtures/golden.json")))
        let entries = try JSONDecoder().decode([String: Entry].self, from: json)
        for frame in found {
            let expected = try #require(entries["yolo-fastest-1.1-xl_\(frame.name)"]?.detections)
            let detections = try frame.require(.detections).detections
            #expect(detections.map(\.className) == expected.map(\.className))
            for (detection, row) in zip(detections, expected) {
                // Four decimals are published, and a frame's boxes end at its edges.
                let whole = Box(left: 0, top: 0, right: 1, bottom: 1)
                let box = row.box.clipped(to: whole)
                let pairs = [
                    (Double(detection.score), row.score), (detection.box.left / 1e4, box.left),
                    (detection.box.top / 1e4, box.top),
                    (detection.box.right / 1e4, box.right), (detection.box.bottom / 1e4, box.bottom),
                ]
                #expect(pairs.allSatisfy { abs($0 - $1) < 2e-4 }, "\(frame.name): \(detection) is not \(row)")
            }
        }
    }
}
