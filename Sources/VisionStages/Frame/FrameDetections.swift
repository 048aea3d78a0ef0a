/// What a detector found in a frame, in the frame's pixels, best first.
public struct FrameDetections: Sendable {
    /// The names of all classes that the detector knows.
    public let classes: [String]
    public let detections: [FrameDetection]

    public init(classes: [String], detections: [FrameDetection]) {
        self.classes = classes
        self.detections = detections
    }
}
