public import NeuralNetwork

/// Boxes that passed a filter, in three tensors over the same boxes, as the assignment returns them.
public struct ScoredBoxes: Sendable, Equatable {
    /// `[boxes]`.
    public let scores: Tensor
    /// `[boxes, 4]`.
    public let boxes: Tensor
    /// `[boxes]`: the place of each box's class.
    public let classes: Tensor

    public init(scores: Tensor, boxes: Tensor, classes: Tensor) {
        self.scores = scores
        self.boxes = boxes
        self.classes = classes
    }

    /// How many boxes there are.
    public var count: Int { scores.count }
}

/// Keeps the boxes whose best class scores at least `threshold` (`yolo_filter_boxes`, arguments in the order of the TensorFlow 1
/// notebooks). A score is confidence times class probability; the first of equal classes wins.
///
/// - Parameters:
///   - boxConfidence: `[…, 1]`
///   - boxes: `[…, 4]`
///   - boxClassProbs: `[…, classes]`
public func yoloFilterBoxes(
    boxConfidence: Tensor, boxes: Tensor, boxClassProbs: Tensor, threshold: Float = 0.6
) throws(VisionError) -> ScoredBoxes {
    let cells = try Cells("boxConfidence", boxConfidence, width: 1)
    try cells.check("boxes", boxes, width: 4)
    try cells.check("boxClassProbs", boxClassProbs, width: nil)
    let classCount = boxClassProbs.shape[boxClassProbs.shape.count - 1]
    var (keptScores, keptBoxes, keptClasses) = ([Float](), [Float](), [Float]())
    boxConfidence.withElements { confidence in
        boxClassProbs.withElements { probabilities in
            boxes.withElements { boxes in
                for box in 0..<cells.count {
                    var (best, bestClass) = (-Float.infinity, 0)
                    for index in 0..<classCount {
                        let score = confidence[box] * probabilities[box * classCount + index]
                        if score > best { (best, bestClass) = (score, index) }
                    }
                    guard best >= threshold else { continue }
                    keptScores.append(best)
                    keptBoxes.append(contentsOf: boxes[box * 4..<box * 4 + 4])
                    keptClasses.append(Float(bestClass))
                }
            }
        }
    }
    return ScoredBoxes(
        scores: Tensor(shape: [keptScores.count], values: keptScores),
        boxes: Tensor(shape: [keptScores.count, 4], values: keptBoxes),
        classes: Tensor(shape: [keptScores.count], values: keptClasses))
}

/// The same with the arguments in the order of the TensorFlow 2 notebook.
public func yoloFilterBoxes(
    boxes: Tensor, boxConfidence: Tensor, boxClassProbs: Tensor, threshold: Float = 0.6
) throws(VisionError) -> ScoredBoxes {
    try yoloFilterBoxes(boxConfidence: boxConfidence, boxes: boxes, boxClassProbs: boxClassProbs, threshold: threshold)
}
