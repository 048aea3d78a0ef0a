import Imaging

extension FrameRecord: Decodable {
    private enum Key: String, CodingKey {
        case source, index, name, number, file, width, height, detections
    }

    /// Reads a line of a ``JSONLinesStore``.
    public init(from decoder: any Decoder) throws {
        let line = try decoder.container(keyedBy: Key.self)
        self.init(
            source: try line.decode(String.self, forKey: .source), index: try line.decode(Int.self, forKey: .index),
            name: try line.decode(String.self, forKey: .name), number: try line.decodeIfPresent(Int.self, forKey: .number),
            file: try line.decodeIfPresent(String.self, forKey: .file),
            size: PixelSize(
                width: try line.decode(Int.self, forKey: .width), height: try line.decode(Int.self, forKey: .height)),
            detections: try line.decode([FrameDetection].self, forKey: .detections))
    }
}

extension FrameDetection: Decodable {
    private enum Key: String, CodingKey {
        case className = "class"
        case classIndex = "class_index"
        case score, box
    }

    public init(from decoder: any Decoder) throws {
        let entry = try decoder.container(keyedBy: Key.self)
        let edges = try entry.decode([Double].self, forKey: .box)
        guard edges.count == 4 else {
            throw DecodingError.dataCorruptedError(
                forKey: .box, in: entry, debugDescription: "expected 4 edges, found \(edges.count)")
        }
        self.init(
            className: try entry.decode(String.self, forKey: .className),
            classIndex: try entry.decode(Int.self, forKey: .classIndex), score: try entry.decode(Float.self, forKey: .score),
            box: PixelRectangle(left: edges[0], top: edges[1], right: edges[2], bottom: edges[3]))
    }
}

extension PixelRectangle {
    /// Left, top, right, bottom.
    var edges: [Double] { [left, top, right, bottom] }
}
