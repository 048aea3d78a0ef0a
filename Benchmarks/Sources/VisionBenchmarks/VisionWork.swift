import Foundation
import NeuralNetwork
import Vision

/// One thing that is done to a network's output, and what came of it.
struct VisionWork {
    /// How many detections there were, and the sum of their scores: the same for all who did the same.
    typealias Result = (count: Int, scores: Double)

    let run: () throws -> Result

    /// - Parameter words: `region FILE ROWS COLUMNS CLASSES THRESHOLD`, `scale …` alike, or `suppress FILE per-class|across-classes IOU`.
    ///   A file holds float32 numbers: an output of five anchors, or a row of left, top, right, bottom, score and class for each box.
    /// - Returns: nil where the words are none of these.
    init?(_ words: [String]) throws {
        guard words.count > 2 else { return nil }
        let values = try Data(contentsOf: URL(filePath: words[1])).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
        switch (words[0], words.count) {
        case ("region", 6), ("scale", 6):
            guard let rows = Int(words[2]), let columns = Int(words[3]), let classes = Int(words[4]),
                let threshold = Float(words[5])
            else { return nil }
            let anchors = Anchor.yoloV2
            let head =
                words[0] == "region"
                ? YOLOHead.region(anchors: anchors, classCount: classes)
                : YOLOHead.scale(anchors: anchors, classCount: classes, inputWidth: columns, inputHeight: rows)
            let output = Tensor(shape: [1, rows, columns, head.channelCount], values: values)
            run = {
                var found: [Detection] = []
                try head.decode(output, threshold: threshold, into: &found)
                return Self.result(found)
            }
        case ("suppress", 4):
            guard let scope = SuppressionScope(rawValue: words[2]), let overlap = Double(words[3]) else { return nil }
            let detections = stride(from: 0, to: values.count, by: 6).map { start in
                let edges = values[start..<start + 4].map(Double.init)
                return Detection(
                    classIndex: Int(values[start + 5]), score: values[start + 4],
                    box: Box(left: edges[0], top: edges[1], right: edges[2], bottom: edges[3]))
            }
            run = { Self.result(nonMaxSuppression(detections, iouThreshold: overlap, scope: scope)) }
        default: return nil
        }
    }

    private static func result(_ detections: [Detection]) -> Result {
        (detections.count, detections.reduce(0) { $0 + Double($1.score) })
    }
}
