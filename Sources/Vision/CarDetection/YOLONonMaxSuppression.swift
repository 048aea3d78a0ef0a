public import NeuralNetwork

/// The assignment's `iou`: intersection over union of two boxes by their corners (x1, y1, x2, y2), each with x1 ≤ x2 and y1 ≤ y2.
/// Two boxes without area give 0, where the notebook divides by zero.
public func iou(_ first: Box, _ second: Box) -> Double {
    let width = min(first.right, second.right) - max(first.left, second.left)
    let height = min(first.bottom, second.bottom) - max(first.top, second.top)
    let shared = max(width, 0) * max(height, 0)
    let union = first.area + second.area - shared
    return union == 0 ? 0 : shared / union
}

/// Of boxes that overlap keeps the one with the best score, whatever their classes (`yolo_non_max_suppression`).
///
/// - Parameters:
///   - scores: `[boxes]`
///   - boxes: `[boxes, 4]` as top, left, bottom, right
///   - classes: `[boxes]`
/// - Returns: at most `maxBoxes` boxes, best first.
public func yoloNonMaxSuppression(
    scores: Tensor, boxes: Tensor, classes: Tensor, maxBoxes: Int = 10, iouThreshold: Float = 0.5
) throws(VisionError) -> ScoredBoxes {
    guard classes.shape == scores.shape else {
        throw .shape(of: "classes", expected: "\(scores.shape)", found: classes.shape)
    }
    let kept = try nonMaxSuppression(scores: scores, boxes: boxes, maxBoxes: maxBoxes, iouThreshold: iouThreshold)
    let (scoreValues, boxValues, classValues) = (scores.values, boxes.values, classes.values)
    return ScoredBoxes(
        scores: Tensor(shape: [kept.count], values: kept.map { scoreValues[$0] }),
        boxes: Tensor(shape: [kept.count, 4], values: kept.flatMap { boxValues[$0 * 4..<$0 * 4 + 4] }),
        classes: Tensor(shape: [kept.count], values: kept.map { classValues[$0] }))
}

/// The places of the boxes that `tf.image.non_max_suppression` keeps, best first: boxes are taken by falling score (the earlier
/// of equals first), and one stays if its IoU with each that stayed before is at most `iouThreshold`.
///
/// IoU is TensorFlow's, in float32: corners in any order, 0 for a box without area.
public func nonMaxSuppression(
    scores: Tensor, boxes: Tensor, maxBoxes: Int, iouThreshold: Float
) throws(VisionError) -> [Int] {
    guard scores.shape.count == 1 else { throw .shape(of: "scores", expected: "[boxes]", found: scores.shape) }
    guard boxes.shape == [scores.count, 4] else {
        throw .shape(of: "boxes", expected: "[\(scores.count), 4]", found: boxes.shape)
    }
    let scoreValues = scores.values
    let order = scoreValues.indices.sorted { (scoreValues[$1], $0) < (scoreValues[$0], $1) }
    var kept: [Int] = []
    boxes.withElements { corners in
        for candidate in order where kept.count < maxBoxes {
            if kept.allSatisfy({ overlap(corners, candidate, $0) <= iouThreshold }) { kept.append(candidate) }
        }
    }
    return kept
}

/// IoU of two rows of `corners` (y1, x1, y2, x2) as TensorFlow's kernel computes it.
private func overlap(_ corners: UnsafeBufferPointer<Float>, _ first: Int, _ second: Int) -> Float {
    func edges(_ box: Int, _ axis: Int) -> (low: Float, high: Float) {
        let (one, two) = (corners[box * 4 + axis], corners[box * 4 + axis + 2])
        return (min(one, two), max(one, two))
    }
    let (firstY, firstX, secondY, secondX) = (edges(first, 0), edges(first, 1), edges(second, 0), edges(second, 1))
    let firstArea = (firstY.high - firstY.low) * (firstX.high - firstX.low)
    let secondArea = (secondY.high - secondY.low) * (secondX.high - secondX.low)
    guard firstArea > 0, secondArea > 0 else { return 0 }
    let height = max(min(firstY.high, secondY.high) - max(firstY.low, secondY.low), 0)
    let width = max(min(firstX.high, secondX.high) - max(firstX.low, secondX.low), 0)
    let shared = height * width
    return shared / (firstArea + secondArea - shared)
}
