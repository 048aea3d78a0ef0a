public import Vision

/// What a detector's outputs hold above the score threshold, in fractions of the network's input.
public struct BoxCandidates: Sendable {
    /// The names of all classes that the detector knows.
    public let classes: [String]
    public let detections: [Detection]

    public init(classes: [String], detections: [Detection]) {
        self.classes = classes
        self.detections = detections
    }
}
