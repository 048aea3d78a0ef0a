import NeuralNetwork
import Testing
import Vision

@Suite("decoding a region head")
struct RegionDecodingTests {
    @Test(
        "equals yoloHead, corners and yoloFilterBoxes",
        arguments: [(19, 19, 80, 1), (5, 9, 4, 2), (1, 1, 1, 3), (13, 7, 20, 4)] as [(Int, Int, Int, UInt64)])
    func equalsAssignment(rows: Int, columns: Int, classCount: Int, seed: UInt64) throws {
        let output = randomOutput(rows: rows, columns: columns, anchors: 5, classCount: classCount, seed: seed)
        let head = YOLOHead.region(anchors: Anchor.yoloV2, classCount: classCount)
        for threshold: Float in [0, 0.05, 0.3, 0.6, 0.9, 1] {
            var found: [Detection] = []
            try head.decode(output, threshold: threshold, into: &found)
            let slow = try assignment(output, classCount: classCount, threshold: threshold)
            #expect(found == slow, "seed \(seed), threshold \(threshold)")
        }
    }

    @Test("then suppression equals yoloEval of the same image", arguments: [11, 12, 13] as [UInt64])
    func equalsEval(seed: UInt64) throws {
        let output = randomOutput(rows: 19, columns: 19, anchors: 5, classCount: 80, seed: seed)
        var found: [Detection] = []
        try YOLOHead.region(anchors: Anchor.yoloV2, classCount: 80).decode(output, threshold: 0.2, into: &found)
        let kept = nonMaxSuppression(found, iouThreshold: 0.5, scope: .acrossClasses, maxBoxes: 50)
        let outputs = try yoloHead(output, anchors: Anchor.yoloV2, classCount: 80)
        let expected = try yoloEval(outputs, imageShape: (1, 1), maxBoxes: 50, scoreThreshold: 0.2)
        #expect(expected.count > 20)
        #expect(kept.map(\.score) == expected.scores.values, "seed \(seed)")
        #expect(kept.map { Float($0.classIndex) } == expected.classes.values, "seed \(seed)")
    }

    @Test("each image of a batch is decoded by itself")
    func batches() throws {
        let batch = randomOutput(rows: 4, columns: 6, anchors: 2, classCount: 3, batch: 3, seed: 5)
        let anchors = [Anchor(width: 1, height: 2), Anchor(width: 3, height: 1)]
        let head = YOLOHead.region(anchors: anchors, classCount: 3)
        let size = batch.count / 3
        for image in 0..<3 {
            let alone = Tensor(shape: [1, 4, 6, 16], values: Array(batch.values[image * size..<(image + 1) * size]))
            var (fromBatch, fromAlone) = ([Detection](), [Detection]())
            try head.decode(batch, image: image, threshold: 0.1, into: &fromBatch)
            try head.decode(alone, threshold: 0.1, into: &fromAlone)
            #expect(fromBatch == fromAlone)
            #expect(!fromBatch.isEmpty)
        }
        #expect(throws: VisionError.argument("head: image", expected: "a place in a batch of 3", found: "3")) {
            var found: [Detection] = []
            try head.decode(batch, image: 3, threshold: 0.1, into: &found)
        }
    }

    @Test("another shape is refused with what was expected")
    func wrongShape() throws {
        let head = YOLOHead.region(anchors: Anchor.yoloV2, classCount: 80)
        let error = #expect(throws: VisionError.self) {
            var found: [Detection] = []
            try head.decode(Tensor(shape: [1, 19, 19, 45]), threshold: 0.3, into: &found)
        }
        #expect(
            error?.description
                == "head: expected the shape [batch, rows, columns, 425], 5 anchors × (5 + 80 classes), found [1, 19, 19, 45]")
    }

    @Test("NaN in the network's output is an error, not an empty frame", arguments: [4, 0, 3, 5])
    func notANumber(element: Int) throws {
        var values = [Float](repeating: 3, count: 2 * 3 * 7)
        values[4 * 7 + element] = .nan
        let output = Tensor(shape: [1, 2, 3, 7], values: values)
        let head = YOLOHead.region(anchors: [Anchor(width: 1, height: 1)], classCount: 2, output: "conv_23")
        let error = #expect(throws: VisionError.self) {
            var found: [Detection] = []
            try head.decode(output, threshold: 0.3, into: &found)
        }
        #expect(
            error?.description == """
                head "conv_23": expected numbers, found NaN in row 1, column 1, anchor 0 of the network's output; check the \
                weights and how the input is scaled
                """)
    }

    private func assignment(_ output: Tensor, classCount: Int, threshold: Float) throws -> [Detection] {
        let outputs = try yoloHead(output, anchors: Anchor.yoloV2, classCount: classCount)
        let boxes = try yoloFilterBoxes(
            boxConfidence: outputs.boxConfidence,
            boxes: yoloBoxesToCorners(boxXY: outputs.boxXY, boxWH: outputs.boxWH), boxClassProbs: outputs.boxClassProbs,
            threshold: threshold)
        let (scores, corners, classes) = (boxes.scores.values, boxes.boxes.values.map(Double.init), boxes.classes.values)
        return scores.indices.map {
            Detection(
                classIndex: Int(classes[$0]), score: scores[$0],
                box: Box(
                    left: corners[$0 * 4 + 1], top: corners[$0 * 4], right: corners[$0 * 4 + 3], bottom: corners[$0 * 4 + 2]))
        }
    }
}
