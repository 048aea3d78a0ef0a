import Foundation
import NeuralNetwork
import Testing
import Vision

@Suite("decoding a head of YOLOv3 and later")
struct ScaleDecodingTests {
    private static let anchors = [Anchor(width: 12, height: 18), Anchor(width: 37, height: 49), Anchor(width: 52, height: 132)]

    @Test(
        "equals Darknet's formulas written out",
        arguments: [(1.0, false), (1.05, false), (1.2, false), (2.0, true)] as [(Float, Bool)])
    func equalsFormulas(scaleXY: Float, usesNewCoordinates: Bool) throws {
        let head = YOLOHead.scale(
            anchors: Self.anchors, classCount: 6, inputWidth: 320, inputHeight: 192, scaleXY: scaleXY,
            usesNewCoordinates: usesNewCoordinates)
        var output = randomOutput(rows: 6, columns: 10, anchors: 3, classCount: 6, seed: 21)
        if usesNewCoordinates { output = Tensor(shape: output.shape, values: output.values.map { 1 / (1 + exp(-$0)) }) }
        for threshold: Float in [0, 0.1, 0.3, 0.7, 0.99] {
            var found: [Detection] = []
            try head.decode(output, threshold: threshold, into: &found)
            let expected = written(output.values, scaleXY: Double(scaleXY), isActivated: usesNewCoordinates)
                .filter { $0.score >= threshold }
            #expect(found.count == expected.count, "threshold \(threshold)")
            for (one, other) in zip(found, expected) {
                #expect(one.classIndex == other.classIndex)
                #expect(abs(one.score - other.score) < 1e-6)
                #expect(abs(one.box.left - other.box.left) < 1e-5)
                #expect(abs(one.box.top - other.box.top) < 1e-5)
                #expect(abs(one.box.right - other.box.right) < 1e-5)
                #expect(abs(one.box.bottom - other.box.bottom) < 1e-5)
            }
        }
    }

    @Test("a saturated objectness still passes the threshold 1")
    func saturation() throws {
        let head = YOLOHead.scale(anchors: [Self.anchors[0]], classCount: 1, inputWidth: 32, inputHeight: 32)
        let output = Tensor(shape: [1, 1, 1, 6], values: [0, 0, 0, 0, 40, 40])
        var found: [Detection] = []
        try head.decode(output, threshold: 1, into: &found)
        #expect(found.map(\.score) == [1])
    }

    @Test(
        "a score that equals the threshold passes, as the plain formula has it", arguments: [false, true],
        [31, 32, 33] as [UInt64])
    func equalScorePasses(isRegion: Bool, seed: UInt64) throws {
        let head =
            isRegion
            ? YOLOHead.region(anchors: Self.anchors, classCount: 6)
            : YOLOHead.scale(anchors: Self.anchors, classCount: 6, inputWidth: 320, inputHeight: 192)
        let output = randomOutput(rows: 6, columns: 10, anchors: 3, classCount: 6, seed: seed)
        var all: [Detection] = []
        try head.decode(output, threshold: 0, into: &all)
        #expect(all.count == 180)
        for threshold in all.map(\.score) {
            var found: [Detection] = []
            try head.decode(output, threshold: threshold, into: &found)
            #expect(found == all.filter { $0.score >= threshold }, "seed \(seed), threshold \(threshold)")
        }
    }

    @Test("of what can't reach the threshold nothing more is read", arguments: [[-9, 9], [9, -9]] as [[Float]])
    func unreadBelow(objectnessAndClass: [Float]) throws {
        let head = YOLOHead.scale(anchors: [Self.anchors[0]], classCount: 1, inputWidth: 32, inputHeight: 32)
        let output = Tensor(shape: [1, 1, 1, 6], values: [.nan, .nan, .nan, .nan] + objectnessAndClass)
        var found: [Detection] = []
        try head.decode(output, threshold: 0.3, into: &found)
        #expect(found.isEmpty)
    }

    /// All anchors' best classes in double precision, by the formulas of Darknet's `yolo_layer.c`.
    private func written(_ raw: [Float], scaleXY: Double, isActivated: Bool) -> [Detection] {
        func squash(_ value: Float) -> Double { isActivated ? Double(value) : 1 / (1 + exp(-Double(value))) }
        func grow(_ value: Float) -> Double { isActivated ? pow(2 * Double(value), 2) : exp(Double(value)) }
        return (0..<6 * 10 * 3).map { index in
            let entry = raw[index * 11..<index * 11 + 11]
            let anchor = Self.anchors[index % 3]
            let (row, column) = (index / 3 / 10, index / 3 % 10)
            let x = (squash(entry[index * 11]) * scaleXY - (scaleXY - 1) / 2 + Double(column)) / 10
            let y = (squash(entry[index * 11 + 1]) * scaleXY - (scaleXY - 1) / 2 + Double(row)) / 6
            let width = grow(entry[index * 11 + 2]) * Double(anchor.width) / 320
            let height = grow(entry[index * 11 + 3]) * Double(anchor.height) / 192
            let scores = (0..<6).map { squash(entry[index * 11 + 4]) * squash(entry[index * 11 + 5 + $0]) }
            let best = scores.indices.max { scores[$0] < scores[$1] } ?? 0
            return Detection(
                classIndex: best, score: Float(scores[best]),
                box: Box(left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2))
        }
    }
}
