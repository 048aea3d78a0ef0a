import NeuralNetwork

/// From `yoloHead`'s outputs to the boxes of an image, in its pixels (`yolo_eval`): corners, filter, scale, non-max suppression.
/// `imageShape` is height, width, as the assignment has it.
public func yoloEval(
    _ outputs: YOLOOutputs, imageShape: (height: Float, width: Float) = (720, 1280), maxBoxes: Int = 10,
    scoreThreshold: Float = 0.6, iouThreshold: Float = 0.5
) throws(VisionError) -> ScoredBoxes {
    let corners = try yoloBoxesToCorners(boxXY: outputs.boxXY, boxWH: outputs.boxWH)
    let passed = try yoloFilterBoxes(
        boxConfidence: outputs.boxConfidence, boxes: corners, boxClassProbs: outputs.boxClassProbs, threshold: scoreThreshold)
    let scaled = try scaleBoxes(passed.boxes, imageHeight: imageShape.height, imageWidth: imageShape.width)
    return try yoloNonMaxSuppression(
        scores: passed.scores, boxes: scaled, classes: passed.classes, maxBoxes: maxBoxes, iouThreshold: iouThreshold)
}
