import Testing
import Vision

/// Every number that the course publishes for its YOLO assignment, in both generations.
@Suite("the YOLO assignment's published numbers")
struct PublishedNumbersTests {
    @Test("yolo_filter_boxes, TensorFlow 1")
    func filter1() throws {
        let published = try PublishedCase("tf1.yolo_filter_boxes")
        func run(conf: String, boxes: String, probs: String) throws -> ScoredBoxes {
            try yoloFilterBoxes(
                boxConfidence: published(conf), boxes: published(boxes), boxClassProbs: published(probs), threshold: 0.5)
        }
        published.check(
            scores: try run(conf: "conf1", boxes: "boxes1", probs: "probs1"),
            boxes: try run(conf: "conf2", boxes: "boxes1", probs: "probs2"),
            classes: try run(conf: "conf3", boxes: "boxes1", probs: "probs3"))
    }

    @Test("yolo_filter_boxes, TensorFlow 2")
    func filter2() throws {
        let published = try PublishedCase("tf2.yolo_filter_boxes")
        let result = try yoloFilterBoxes(
            boxes: published("boxes"), boxConfidence: published("conf"), boxClassProbs: published("probs"), threshold: 0.5)
        #expect(result.count == 1789)
        published.check(scores: result, boxes: result, classes: result)
    }

    @Test(
        "iou",
        arguments: [
            ([2, 1, 4, 3], [1, 2, 3, 4], 0.14285714285714285), ([1, 2, 3, 4], [5, 6, 7, 8], 0), ([1, 1, 2, 2], [2, 2, 3, 3], 0),
            ([1, 1, 3, 3], [2, 3, 3, 4], 0),
        ] as [([Double], [Double], Double)])
    func overlap(first: [Double], second: [Double], expected: Double) {
        func box(_ corners: [Double]) -> Box { Box(left: corners[0], top: corners[1], right: corners[2], bottom: corners[3]) }
        #expect(iou(box(first), box(second)) == expected)
        #expect(iou(box(second), box(first)) == expected)
    }

    @Test("yolo_non_max_suppression, TensorFlow 1")
    func suppression1() throws {
        let published = try PublishedCase("tf1.yolo_non_max_suppression")
        func run(_ run: Int) throws -> ScoredBoxes {
            try yoloNonMaxSuppression(
                scores: published("scores\(run)"), boxes: published("boxes\(run)"), classes: published("classes1"))
        }
        published.check(scores: try run(1), boxes: try run(2), classes: try run(3))
    }

    @Test("yolo_non_max_suppression, TensorFlow 2")
    func suppression2() throws {
        let published = try PublishedCase("tf2.yolo_non_max_suppression")
        let result = try yoloNonMaxSuppression(
            scores: published("scores"), boxes: published("boxes"), classes: published("classes"))
        published.check(scores: result, boxes: result, classes: result)
    }

    @Test("yolo_eval, TensorFlow 1")
    func eval1() throws {
        let published = try PublishedCase("tf1.yolo_eval")
        func run(_ run: Int) throws -> ScoredBoxes {
            try yoloEval(
                YOLOOutputs(
                    boxConfidence: published("conf\(run)"), boxXY: published("xy\(run)"), boxWH: published("wh\(run)"),
                    boxClassProbs: published("probs\(run)")))
        }
        published.check(scores: try run(1), boxes: try run(2), classes: try run(3))
    }

    @Test("yolo_eval, TensorFlow 2")
    func eval2() throws {
        let published = try PublishedCase("tf2.yolo_eval")
        let result = try yoloEval(
            YOLOOutputs(
                boxXY: published("xy"), boxWH: published("wh"), boxConfidence: published("conf"),
                boxClassProbs: published("probs")))
        published.check(scores: result, boxes: result, classes: result)
    }
}
