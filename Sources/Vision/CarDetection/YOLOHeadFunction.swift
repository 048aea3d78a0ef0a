import Foundation
public import NeuralNetwork

/// Turns the last convolution's features into boxes, as `yolo_head` of the assignment's YAD2K does.
///
/// `features` is `[batch, rows, columns, anchors × (5 + classes)]`, per anchor `x, y, width, height, confidence, classes…`. With
/// σ the logistic function, a centre is `(σ(xy) + cell) / grid`, a size `exp(wh) · anchor / grid` (anchors are in cells), the
/// confidence `σ`, the classes a softmax. The results are `[batch, rows, columns, anchors, n]`.
///
/// This is the readable reference; stages use `YOLOHead.decode`, which touches only the cells above a threshold.
public func yoloHead(_ features: Tensor, anchors: [Anchor], classCount: Int) throws(VisionError) -> YOLOOutputs {
    let entry = 5 + classCount
    guard classCount > 0, !anchors.isEmpty, features.shape.count == 4, features.shape[3] == anchors.count * entry else {
        throw .shape(
            of: "yoloHead", expected: "[batch, rows, columns, \(anchors.count) × (5 + \(classCount))]", found: features.shape)
    }
    let (rows, columns) = (features.shape[1], features.shape[2])
    let shape = Array(features.shape.dropLast()) + [anchors.count]
    let count = shape.reduce(1, *)
    var (confidence, xy, wh, probabilities) = ([Float](), [Float](), [Float](), [Float]())
    confidence.reserveCapacity(count)
    xy.reserveCapacity(count * 2)
    wh.reserveCapacity(count * 2)
    probabilities.reserveCapacity(count * classCount)
    features.withElements { values in
        for index in 0..<count {
            let cell = index / anchors.count
            let anchor = anchors[index % anchors.count]
            let raw = UnsafeBufferPointer(rebasing: values[index * entry..<(index + 1) * entry])
            xy.append((logistic(raw[0]) + Float(cell % columns)) / Float(columns))
            xy.append((logistic(raw[1]) + Float(cell / columns % rows)) / Float(rows))
            wh.append(exp(raw[2]) * anchor.width / Float(columns))
            wh.append(exp(raw[3]) * anchor.height / Float(rows))
            confidence.append(logistic(raw[4]))
            probabilities.append(contentsOf: softmax(raw[5...]))
        }
    }
    return try YOLOOutputs(
        boxConfidence: Tensor(shape: shape + [1], values: confidence), boxXY: Tensor(shape: shape + [2], values: xy),
        boxWH: Tensor(shape: shape + [2], values: wh), boxClassProbs: Tensor(shape: shape + [classCount], values: probabilities))
}

/// Corners of boxes given by centre and size, `[…, 2]` each: `[…, 4]` as top, left, bottom, right (`yolo_boxes_to_corners`).
public func yoloBoxesToCorners(boxXY: Tensor, boxWH: Tensor) throws(VisionError) -> Tensor {
    let cells = try Cells("boxXY", boxXY, width: 2)
    try cells.check("boxWH", boxWH, width: 2)
    return Tensor(shape: cells.shape + [4]) { corners in
        boxXY.withElements { xy in
            boxWH.withElements { wh in
                for box in 0..<cells.count {
                    let (x, y, width, height) = (xy[box * 2], xy[box * 2 + 1], wh[box * 2], wh[box * 2 + 1])
                    corners[box * 4] = y - height / 2
                    corners[box * 4 + 1] = x - width / 2
                    corners[box * 4 + 2] = y + height / 2
                    corners[box * 4 + 3] = x + width / 2
                }
            }
        }
    }
}

/// Boxes `[…, 4]` as top, left, bottom, right, multiplied by the image's height and width (`scale_boxes`).
public func scaleBoxes(_ boxes: Tensor, imageHeight: Float, imageWidth: Float) throws(VisionError) -> Tensor {
    _ = try Cells("boxes", boxes, width: 4)
    var scaled = boxes
    scaled.withMutableElements { values in
        for index in values.indices { values[index] *= index % 2 == 0 ? imageHeight : imageWidth }
    }
    return scaled
}

func logistic(_ value: Float) -> Float { 1 / (1 + exp(-value)) }

private func softmax(_ logits: Slice<UnsafeBufferPointer<Float>>) -> [Float] {
    let largest = logits.max() ?? 0
    let powers = logits.map { exp($0 - largest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
}
