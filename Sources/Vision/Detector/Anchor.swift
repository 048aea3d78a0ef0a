import Foundation

/// A size that boxes tend to have; the network predicts by how much a box differs from it.
///
/// The unit is the head's: cells of the grid (YOLOv2) or pixels of the network's input (YOLOv3 and later).
public struct Anchor: Sendable, Hashable {
    public var width: Float
    public var height: Float

    public init(width: Float, height: Float) {
        self.width = width
        self.height = height
    }

    /// The five anchors of YOLOv2 on COCO, in cells.
    public static let yoloV2 = [
        Anchor(width: 0.57273, height: 0.677385), Anchor(width: 1.87446, height: 2.06253),
        Anchor(width: 3.33843, height: 5.47434), Anchor(width: 7.88282, height: 3.52778),
        Anchor(width: 9.77052, height: 9.16828),
    ]

    /// Reads a file like YAD2K's `yolo_anchors.txt`: numbers parted by commas or white space, width and height in turn.
    public static func read(contentsOf path: String) throws(VisionError) -> [Anchor] {
        let text = try VisionFile.text(contentsOf: path, holding: "anchors")
        let words = text.split { $0 == "," || $0.isWhitespace }
        let advice = "write width and height of each anchor in turn, such as \"0.57, 0.68, 1.87, 2.06\""
        var numbers: [Float] = []
        for word in words {
            guard let number = Float(word), number > 0, number.isFinite else {
                throw .file(
                    path: path, at: "number \(numbers.count + 1)", expected: "a positive number", found: "\"\(word)\"",
                    advice: advice)
            }
            numbers.append(number)
        }
        guard !numbers.isEmpty, numbers.count.isMultiple(of: 2) else {
            throw .file(
                path: path, at: nil, expected: "pairs of numbers",
                found: numbers.count == 1 ? "1 number" : "\(numbers.count) numbers",
                advice: advice)
        }
        return stride(from: 0, to: numbers.count, by: 2).map { Anchor(width: numbers[$0], height: numbers[$0 + 1]) }
    }
}
