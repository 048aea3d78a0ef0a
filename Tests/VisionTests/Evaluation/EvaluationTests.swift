import Testing
import Vision

@Suite("evaluation")
struct EvaluationTests {
    private func square(at place: Double) -> Box { Box(left: place, top: 0, right: place + 10, bottom: 10) }

    @Test("the better detection takes the object, the other is wrong")
    func onceFound() {
        let found = [
            Detection(classIndex: 0, score: 0.5, box: square(at: 0)), Detection(classIndex: 0, score: 0.9, box: square(at: 1)),
        ]
        let matching = DetectionMatching(
            detections: found, truth: [LabelledBox(classIndex: 0, box: square(at: 0))], iouThreshold: 0.5)
        #expect(matching.pairs.map(\.detection) == [1])
        #expect(matching.pairs.map(\.overlap) == [90.0 / 110.0])
        #expect(matching.wrongDetections == [0])
        #expect(matching.missedTruth.isEmpty)
    }

    @Test("a detection takes the free object that it overlaps most")
    func mostOverlap() {
        let truth = [LabelledBox(classIndex: 0, box: square(at: 0)), LabelledBox(classIndex: 0, box: square(at: 3))]
        let found = [
            Detection(classIndex: 0, score: 0.9, box: square(at: 2)), Detection(classIndex: 0, score: 0.8, box: square(at: 2)),
        ]
        let matching = DetectionMatching(detections: found, truth: truth, iouThreshold: 0.5)
        #expect(matching.pairs.map(\.truth) == [1, 0])
    }

    @Test("another class or too small an overlap finds nothing")
    func mismatches() {
        let truth = [LabelledBox(classIndex: 1, box: square(at: 0))]
        let other = Detection(classIndex: 0, score: 0.9, box: square(at: 0))
        let aside = Detection(classIndex: 1, score: 0.9, box: square(at: 8))
        let matching = DetectionMatching(detections: [other, aside], truth: truth, iouThreshold: 0.45)
        #expect(matching.wrongDetections == [0, 1])
        #expect(matching.missedTruth == [0])
    }

    @Test("an overlap that equals the threshold counts")
    func equalOverlap() {
        let half = Box(left: 0, top: 0, right: 10, bottom: 5)
        let matching = DetectionMatching(
            detections: [Detection(classIndex: 0, score: 1, box: half)],
            truth: [LabelledBox(classIndex: 0, box: square(at: 0))], iouThreshold: 0.5)
        #expect(matching.pairs.count == 1)
    }

    @Test("precision and recall add up over images and classes")
    func rates() {
        var evaluation = Evaluation(iouThreshold: 0.5)
        #expect(evaluation.precision == 1)
        #expect(evaluation.recall == 1)
        evaluation.add(
            detections: [
                Detection(classIndex: 0, score: 0.9, box: square(at: 0)),
                Detection(classIndex: 1, score: 0.9, box: square(at: 0)),
            ],
            truth: [LabelledBox(classIndex: 0, box: square(at: 0)), LabelledBox(classIndex: 0, box: square(at: 40))])
        evaluation.add(
            detections: [Detection(classIndex: 0, score: 0.4, box: square(at: 1))],
            truth: [LabelledBox(classIndex: 0, box: square(at: 0)), LabelledBox(classIndex: 2, box: square(at: 0))])
        #expect(evaluation.classes[0] == .init(found: 2, wrong: 0, missed: 1))
        #expect(evaluation.classes[1] == .init(found: 0, wrong: 1, missed: 0))
        #expect(evaluation.classes[2] == .init(found: 0, wrong: 0, missed: 1))
        #expect(evaluation.precision == 2.0 / 3.0)
        #expect(evaluation.recall == 0.5)
    }
}
