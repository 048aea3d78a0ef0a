/// How well a detector does over images whose objects are known, at one IoU threshold.
public struct Evaluation: Sendable, Equatable {
    /// Counts of one class, or of all.
    public struct Counts: Sendable, Hashable {
        /// Detections that found an object.
        public var found = 0
        /// Detections that found none.
        public var wrong = 0
        /// Objects that no detection found.
        public var missed = 0

        public init(found: Int = 0, wrong: Int = 0, missed: Int = 0) {
            self.found = found
            self.wrong = wrong
            self.missed = missed
        }

        /// The part of the detections that are right; 1 where there are none.
        public var precision: Double { found + wrong == 0 ? 1 : Double(found) / Double(found + wrong) }
        /// The part of the objects that were found; 1 where there are none.
        public var recall: Double { found + missed == 0 ? 1 : Double(found) / Double(found + missed) }
    }

    public let iouThreshold: Double
    /// By class; a class that neither was there nor was detected has no entry.
    public private(set) var classes: [Int: Counts] = [:]

    public init(iouThreshold: Double) {
        self.iouThreshold = iouThreshold
    }

    /// Takes one image into account.
    public mutating func add(detections: [Detection], truth: [LabelledBox]) {
        let matching = DetectionMatching(detections: detections, truth: truth, iouThreshold: iouThreshold)
        for pair in matching.pairs { classes[truth[pair.truth].classIndex, default: Counts()].found += 1 }
        for index in matching.wrongDetections { classes[detections[index].classIndex, default: Counts()].wrong += 1 }
        for index in matching.missedTruth { classes[truth[index].classIndex, default: Counts()].missed += 1 }
    }

    /// All classes together.
    public var total: Counts {
        classes.values.reduce(into: Counts()) { total, counts in
            total.found += counts.found
            total.wrong += counts.wrong
            total.missed += counts.missed
        }
    }

    public var precision: Double { total.precision }
    public var recall: Double { total.recall }
}
