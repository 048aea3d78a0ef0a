import Testing
import Vision

@Suite("boxes")
struct BoxTests {
    @Test("the overlap of well-formed boxes is the assignment's iou")
    func overlapIsIoU() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<500 {
            let first = randomBox(&generator)
            let second = randomBox(&generator)
            #expect(first.overlap(with: second) == iou(first, second))
            #expect(first.overlap(with: second) == second.overlap(with: first))
        }
    }

    @Test("the overlap puts edges in order, as TensorFlow does")
    func overlapOrdersEdges() {
        let box = Box(left: 0, top: 0, right: 2, bottom: 2)
        let turned = Box(left: 3, top: 2, right: 1, bottom: 0)
        #expect(box.overlap(with: turned) == 2.0 / 6.0)
        #expect(box.overlap(with: box) == 1)
    }

    @Test("a box without area overlaps nothing, not even itself")
    func emptyBoxes() {
        let line = Box(left: 1, top: 0, right: 1, bottom: 5)
        #expect(line.overlap(with: line) == 0)
        #expect(iou(line, line) == 0)
        #expect(line.overlap(with: Box(left: 0, top: 0, right: 9, bottom: 9)) == 0)
    }

    @Test("clipping keeps what lies inside")
    func clipping() {
        let bounds = Box(left: 0, top: 0, right: 10, bottom: 20)
        #expect(
            Box(left: -3, top: 4, right: 12, bottom: 25).clipped(to: bounds) == Box(left: 0, top: 4, right: 10, bottom: 20))
        #expect(Box(left: 11, top: 4, right: 12, bottom: 5).clipped(to: bounds).area == 0)
    }

    private func randomBox(_ generator: inout SeededGenerator) -> Box {
        let left = Double.random(in: 0..<1, using: &generator)
        let top = Double.random(in: 0..<1, using: &generator)
        return Box(
            left: left, top: top, right: left + .random(in: 0.01..<1, using: &generator),
            bottom: top + .random(in: 0.01..<1, using: &generator))
    }
}
