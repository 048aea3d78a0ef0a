/// Which detections may suppress which.
public enum SuppressionScope: String, Sendable, Hashable, CaseIterable {
    /// Only those of the same class: a car hides no person before it.
    case perClass = "per-class"
    /// All, as in the assignment: one place holds one object.
    case acrossClasses = "across-classes"
}

/// Of detections that overlap keeps the one with the best score.
///
/// Detections are taken by falling score, of equal scores the earlier first; one stays if its overlap with each that stayed
/// before (of its class, if `scope` says so) is at most `iouThreshold`.
///
/// - Returns: at most `maxBoxes` detections, best first.
public func nonMaxSuppression(
    _ detections: [Detection], iouThreshold: Double, scope: SuppressionScope = .perClass, maxBoxes: Int = .max
) -> [Detection] {
    var kept: [Detection] = []
    let order = detections.indices.sorted { (detections[$1].score, $0) < (detections[$0].score, $1) }
    for index in order {
        if kept.count >= maxBoxes { break }
        let candidate = detections[index]
        let isFree = kept.allSatisfy {
            (scope == .perClass && $0.classIndex != candidate.classIndex) || $0.box.overlap(with: candidate.box) <= iouThreshold
        }
        if isFree { kept.append(candidate) }
    }
    return kept
}
