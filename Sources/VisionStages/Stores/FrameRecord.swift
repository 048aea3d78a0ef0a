public import Imaging

/// What is stored of one frame.
public struct FrameRecord: Sendable, Hashable {
    /// Where the frame came from; together with `index` this is the frame's key.
    public var source: String
    /// Its place in the source, from 0.
    public var index: Int
    /// The frame file's name without folder and suffix, or what stands for it.
    public var name: String
    /// The number in the file's name.
    public var number: Int?
    /// The frame's file, if it came from one.
    public var file: String?
    public var size: PixelSize
    public var detections: [FrameDetection]

    public init(
        source: String, index: Int, name: String, number: Int? = nil, file: String? = nil, size: PixelSize,
        detections: [FrameDetection]
    ) {
        self.source = source
        self.index = index
        self.name = name
        self.number = number
        self.file = file
        self.size = size
        self.detections = detections
    }
}

/// One object in a frame.
public struct FrameDetection: Sendable, Hashable {
    public var className: String
    /// The place of the class in the detector's list.
    public var classIndex: Int
    /// In `0...1`.
    public var score: Float
    /// In the frame's pixels, not rounded.
    public var box: PixelRectangle

    public init(className: String, classIndex: Int, score: Float, box: PixelRectangle) {
        self.className = className
        self.classIndex = classIndex
        self.score = score
        self.box = box
    }
}

extension FrameRecord {
    /// How messages call the frame.
    var title: String { "frame \(index) of \"\(source)\"" }

    /// Throws if a number can't be written as text or into a database.
    func checkNumbers(for path: String) throws(StoreError) {
        for (place, detection) in detections.enumerated() {
            let box = detection.box
            let numbers = [Double(detection.score), box.left, box.top, box.right, box.bottom]
            if let wrong = numbers.first(where: { !$0.isFinite }) {
                throw .notFinite(path: path, frame: title, detection: place, found: wrong)
            }
        }
    }
}
