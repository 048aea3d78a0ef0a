import Imaging

/// A frame's part of a COCO document, as a line of JSON: `{"image":{…},"annotations":[…]}`.
struct COCOEntry {
    private static let head = "{\"image\":"
    /// It can't stand inside the image, for in a JSON string quotes are escaped.
    private static let middle = ",\"annotations\":["
    private static let tail = "]}"

    /// An object.
    let image: String
    /// Objects parted by commas; empty for a frame without detections.
    let annotations: String

    init(image: String, annotations: String) {
        self.image = image
        self.annotations = annotations
    }

    /// How many objects `annotations` are.
    var annotationCount: Int { annotations.ranges(of: "\"image_id\":").count }

    init(_ record: FrameRecord, imageID: Int, firstAnnotationID: Int) {
        image = JSONText.object { json in
            json.field("id", imageID)
            json.field("file_name", record.file ?? record.name)
            json.field("width", record.size.width)
            json.field("height", record.size.height)
            json.field("source", record.source)
            json.field("index", record.index)
        }
        annotations = record.detections.enumerated().map { place, detection in
            let box = detection.box
            return JSONText.object { json in
                json.field("id", firstAnnotationID + place)
                json.field("image_id", imageID)
                json.field("category_id", detection.classIndex + 1)
                json.field("bbox", [box.left, box.top, box.width, box.height])
                json.field("area", box.width * box.height)
                json.field("iscrowd", 0)
                json.field("score", detection.score)
            }
        }.joined(separator: ",")
    }

    /// Takes a line apart that `line` made; nil for another.
    init?(line: String) {
        guard line.hasPrefix(Self.head), line.hasSuffix(Self.tail), let middle = line.firstRange(of: Self.middle) else {
            return nil
        }
        image = String(line[line.index(line.startIndex, offsetBy: Self.head.count)..<middle.lowerBound])
        annotations = String(line[middle.upperBound...].dropLast(Self.tail.count))
    }

    var line: String { Self.head + image + Self.middle + annotations + Self.tail }
}
