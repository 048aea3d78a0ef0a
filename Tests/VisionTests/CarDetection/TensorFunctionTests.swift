import NeuralNetwork
import Testing
import Vision

@Suite("the YOLO assignment's functions")
struct TensorFunctionTests {
    @Test("yoloHead of zeros gives each cell's centre, the anchors and even probabilities")
    func headOfZeros() throws {
        let outputs = try yoloHead(
            Tensor(shape: [1, 2, 4, 14]), anchors: [Anchor(width: 1, height: 2), Anchor(width: 2, height: 1)], classCount: 2)
        #expect(outputs.boxXY.shape == [1, 2, 4, 2, 2])
        #expect(Array(outputs.boxXY.values[0..<4]) == [0.125, 0.25, 0.125, 0.25])
        #expect(Array(outputs.boxXY.values.suffix(2)) == [0.875, 0.75])
        #expect(Array(outputs.boxWH.values[0..<4]) == [0.25, 1, 0.5, 0.5])
        #expect(outputs.boxConfidence.values == Array(repeating: 0.5, count: 16))
        #expect(outputs.boxClassProbs.values == Array(repeating: 0.5, count: 32))
        let corners = try yoloBoxesToCorners(boxXY: outputs.boxXY, boxWH: outputs.boxWH)
        #expect(corners.shape == [1, 2, 4, 2, 4])
        #expect(Array(corners.values[0..<4]) == [-0.25, 0, 0.75, 0.25])
    }

    @Test("scaleBoxes multiplies by height and width in turn")
    func scale() throws {
        let boxes = Tensor(shape: [2, 4], values: [0, 0.5, 1, 0.25, -1, 2, 0.5, 1])
        #expect(
            try scaleBoxes(boxes, imageHeight: 720, imageWidth: 1280).values == [0, 640, 720, 320, -720, 2560, 360, 1280])
    }

    @Test("a score that equals the threshold passes, and of equal classes the first wins")
    func thresholdIsInclusive() throws {
        let result = try yoloFilterBoxes(
            boxConfidence: Tensor(shape: [2, 1], values: [1, 1]),
            boxes: Tensor(shape: [2, 4], values: [1, 2, 3, 4, 5, 6, 7, 8]),
            boxClassProbs: Tensor(shape: [2, 3], values: [0.25, 0.5, 0.5, 0.25, 0.125, 0.25]), threshold: 0.5)
        #expect(result.scores.values == [0.5])
        #expect(result.classes.values == [1])
        #expect(result.boxes.values == [1, 2, 3, 4])
    }

    @Test("nothing above the threshold gives empty tensors")
    func nothing() throws {
        let result = try yoloEval(yoloHead(Tensor(shape: [1, 3, 3, 7]), anchors: [Anchor(width: 1, height: 1)], classCount: 2))
        #expect(result.count == 0)
        #expect(result.boxes.shape == [0, 4])
    }

    @Test("suppression keeps boxes without area and takes corners in any order")
    func suppression() throws {
        let boxes = Tensor(shape: [4, 4], values: [0, 0, 2, 2, 2, 2, 0, 0, 1, 0, 1, 5, 1, 0, 1, 5])
        let scores = Tensor(shape: [4], values: [0.5, 0.9, 0.8, 0.8])
        #expect(try nonMaxSuppression(scores: scores, boxes: boxes, maxBoxes: 10, iouThreshold: 0.5) == [1, 2, 3])
    }

    @Test("tensors that don't belong together are refused")
    func shapes() throws {
        let confidence = Tensor(shape: [2, 1])
        #expect(throws: VisionError.shape(of: "boxes", expected: "[2, 4]", found: [3, 4])) {
            try yoloFilterBoxes(boxConfidence: confidence, boxes: Tensor(shape: [3, 4]), boxClassProbs: Tensor(shape: [2, 3]))
        }
        #expect(throws: VisionError.shape(of: "boxClassProbs", expected: "[2, classes]", found: [3])) {
            try yoloFilterBoxes(boxConfidence: confidence, boxes: Tensor(shape: [2, 4]), boxClassProbs: Tensor(shape: [3]))
        }
        #expect(
            throws: VisionError.shape(of: "yoloHead", expected: "[batch, rows, columns, 5 × (5 + 80)]", found: [1, 19, 19, 45])
        ) {
            try yoloHead(Tensor(shape: [1, 19, 19, 45]), anchors: Anchor.yoloV2, classCount: 80)
        }
        #expect(throws: VisionError.shape(of: "boxes", expected: "[3, 4]", found: [2, 4])) {
            try nonMaxSuppression(scores: Tensor(shape: [3]), boxes: Tensor(shape: [2, 4]), maxBoxes: 1, iouThreshold: 0.5)
        }
    }
}
