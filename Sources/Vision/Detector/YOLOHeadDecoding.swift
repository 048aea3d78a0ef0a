import Foundation
public import NeuralNetwork

extension YOLOHead {
    /// Appends to `candidates` what one image's output holds with a score of at least `threshold`, in the order of rows, columns
    /// and anchors, each anchor with its best class.
    ///
    /// A score is objectness times class probability, so it is at most each of them: the raw objectness of each anchor is compared
    /// with the threshold's logit, and nothing else of an anchor below it is read; where each class is for itself, so is its best class.
    /// No exponential is taken before that, and none of a box whose score is too low. Scores and boxes are the float32 results of
    /// `yoloHead` and `yoloFilterBoxes`.
    ///
    /// - Parameters:
    ///   - output: `[batch, rows, columns, channelCount]`
    ///   - image: the image's place in the batch
    /// - Throws: `VisionError` if the shape is another, or if an objectness or a candidate's values are NaN.
    public func decode(
        _ output: Tensor, image: Int = 0, threshold: Float, into candidates: inout [Detection]
    ) throws(VisionError) {
        try check(outputShape: output.shape)
        guard output.shape[0] > image, image >= 0 else {
            throw .argument("\(title): image", expected: "a place in a batch of \(output.shape[0])", found: "\(image)")
        }
        let grid = Grid(rows: output.shape[1], columns: output.shape[2], anchorUnit: anchorUnit)
        let entry = 5 + classCount
        let floor = floor(for: threshold)
        try output.withElements { (values) throws(VisionError) in
            var base = image * grid.rows * grid.columns * channelCount
            for row in 0..<grid.rows {
                for column in 0..<grid.columns {
                    for anchor in anchors.indices {
                        // Written, as what follows, so that NaN is not passed over.
                        if !(values[base + 4] < floor) {
                            let raw = UnsafeBufferPointer(rebasing: values[base..<base + entry])
                            if let best = best(raw, threshold: threshold, floor: floor) {
                                let box = box(raw, row: row, column: column, anchor: anchors[anchor], grid: grid)
                                let found = Detection(classIndex: best.index, score: best.score, box: box)
                                guard !found.isNotANumber else {
                                    throw .notANumber(head: title, row: row, column: column, anchor: anchor)
                                }
                                candidates.append(found)
                            }
                        }
                        base += entry
                    }
                }
            }
        }
    }

    private struct Grid {
        let rows: Int
        let columns: Int
        /// The size of the network's input in the unit of the anchors.
        let whole: Anchor

        init(rows: Int, columns: Int, anchorUnit: AnchorUnit) {
            self.rows = rows
            self.columns = columns
            whole =
                switch anchorUnit {
                case .cells: Anchor(width: Float(columns), height: Float(rows))
                case .pixels(let width, let height): Anchor(width: Float(width), height: Float(height))
                }
        }
    }

    /// The raw value of an objectness, or of a class for itself, below which no score can reach `threshold`; a little low, for the
    /// logistic function is rounded.
    private func floor(for threshold: Float) -> Float {
        if usesNewCoordinates { return threshold }
        guard threshold > 0 else { return -.infinity }
        let bounded = Double(min(threshold, 1 - 0x1p-23))
        return Float(log(bounded / (1 - bounded))) - 1e-3
    }

    private func box(
        _ raw: UnsafeBufferPointer<Float>, row: Int, column: Int, anchor: Anchor, grid: Grid
    ) -> Box {
        let x = (offset(raw[0]) + Float(column)) / Float(grid.columns)
        let y = (offset(raw[1]) + Float(row)) / Float(grid.rows)
        let width = factor(raw[2]) * anchor.width / grid.whole.width
        let height = factor(raw[3]) * anchor.height / grid.whole.height
        return Box(
            left: Double(x - width / 2), top: Double(y - height / 2), right: Double(x + width / 2), bottom: Double(y + height / 2)
        )
    }

    private func offset(_ value: Float) -> Float {
        let inCell = usesNewCoordinates ? value : logistic(value)
        return scaleXY == 1 ? inCell : inCell * scaleXY - (scaleXY - 1) / 2
    }

    private func factor(_ value: Float) -> Float {
        usesNewCoordinates ? value * value * 4 : exp(value)
    }

    /// The best class and its score, nil where that is below the threshold. All activations keep the order of the raw values, so
    /// the best is found before any exponential.
    private func best(
        _ raw: UnsafeBufferPointer<Float>, threshold: Float, floor: Float
    ) -> (index: Int, score: Float)? {
        let best = largest(raw)
        let value = raw[5 + best]
        if classActivation == .logistic, value < floor { return nil }
        let score = usesNewCoordinates ? raw[4] * value : logistic(raw[4]) * probability(of: value, in: raw)
        return score < threshold ? nil : (best, score)
    }

    /// Of the class with the largest raw value.
    private func probability(of value: Float, in raw: UnsafeBufferPointer<Float>) -> Float {
        switch classActivation {
        case .logistic: return logistic(value)
        case .softmax:
            var sum: Float = 0
            for index in 5..<raw.count { sum += exp(raw[index] - value) }
            return 1 / sum
        }
    }

    private func largest(_ raw: UnsafeBufferPointer<Float>) -> Int {
        var best = 5
        for index in 5..<raw.count where raw[index] > raw[best] { best = index }
        return best - 5
    }
}

extension Detection {
    fileprivate var isNotANumber: Bool {
        score.isNaN || box.left.isNaN || box.top.isNaN || box.right.isNaN || box.bottom.isNaN
    }
}
