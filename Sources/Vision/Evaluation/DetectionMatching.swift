/// An object that is known to be there.
public struct LabelledBox: Sendable, Hashable {
    public var classIndex: Int
    /// In the unit of the detections' boxes.
    public var box: Box

    public init(classIndex: Int, box: Box) {
        self.classIndex = classIndex
        self.box = box
    }
}

/// Which detections of one image found which of its known objects.
public struct DetectionMatching: Sendable, Equatable {
    public struct Pair: Sendable, Hashable {
        /// The place among the detections.
        public let detection: Int
        /// The place among the known objects.
        public let truth: Int
        /// Intersection over union.
        public let overlap: Double
    }

    /// In the order of the detections' scores.
    public private(set) var pairs: [Pair] = []
    /// Places of detections that found nothing known.
    public private(set) var wrongDetections: [Int] = []
    /// Places of known objects that no detection found.
    public private(set) var missedTruth: [Int] = []

    /// Matches by falling score (of equal scores the earlier detection first): a detection takes the object of its class that
    /// is still free and overlaps it most, if that is at least `iouThreshold`. Each object is found at most once.
    public init(detections: [Detection], truth: [LabelledBox], iouThreshold: Double) {
        var isFree = truth.map { _ in true }
        let order = detections.indices.sorted { (detections[$1].score, $0) < (detections[$0].score, $1) }
        for index in order {
            let detection = detections[index]
            var best: Pair?
            for candidate in truth.indices where isFree[candidate] && truth[candidate].classIndex == detection.classIndex {
                let overlap = detection.box.overlap(with: truth[candidate].box)
                if overlap >= iouThreshold, overlap > best?.overlap ?? -1 {
                    best = Pair(detection: index, truth: candidate, overlap: overlap)
                }
            }
            if let best {
                isFree[best.truth] = false
                pairs.append(best)
            } else {
                wrongDetections.append(index)
            }
        }
        missedTruth = truth.indices.filter { isFree[$0] }
    }
}
