import Testing
import Vision

@Suite("non-max suppression")
struct NonMaxSuppressionTests {
    private static let square = Box(left: 0, top: 0, right: 1, bottom: 1)

    @Test("per class, a detection suppresses only its own class")
    func perClass() {
        let found = [
            Detection(classIndex: 0, score: 0.5, box: Self.square), Detection(classIndex: 1, score: 0.9, box: Self.square),
            Detection(classIndex: 0, score: 0.7, box: Self.square),
        ]
        #expect(nonMaxSuppression(found, iouThreshold: 0.5, scope: .perClass) == [found[1], found[2]])
        #expect(nonMaxSuppression(found, iouThreshold: 0.5, scope: .acrossClasses) == [found[1]])
    }

    @Test("an overlap that equals the threshold suppresses nothing")
    func equalOverlapStays() {
        let half = Box(left: 0, top: 0, right: 1, bottom: 0.5)
        let found = [Detection(classIndex: 0, score: 0.9, box: Self.square), Detection(classIndex: 0, score: 0.8, box: half)]
        #expect(nonMaxSuppression(found, iouThreshold: 0.5).count == 2)
        #expect(nonMaxSuppression(found, iouThreshold: 0.4999).count == 1)
    }

    @Test("of equal scores the earlier detection comes first")
    func stableOrder() {
        let found = (0..<40).map {
            Detection(classIndex: $0, score: $0 % 2 == 0 ? 0.5 : 0.75, box: Self.square)
        }
        let order = nonMaxSuppression(found, iouThreshold: 0.5).map(\.classIndex)
        #expect(order == Array(stride(from: 1, to: 40, by: 2)) + Array(stride(from: 0, to: 40, by: 2)))
    }

    @Test("no more than the asked number stays, the best of them")
    func maximum() {
        let found = (0..<10).map { Detection(classIndex: $0, score: Float($0) / 10, box: Self.square) }
        #expect(nonMaxSuppression(found, iouThreshold: 0.5, maxBoxes: 3).map(\.classIndex) == [9, 8, 7])
        #expect(nonMaxSuppression(found, iouThreshold: 0.5, maxBoxes: 0).isEmpty)
        #expect(nonMaxSuppression([], iouThreshold: 0.5).isEmpty)
    }

    @Test("equals repeated removal of the best and its neighbours", arguments: SuppressionScope.allCases, [1, 2, 3] as [UInt64])
    func equalsNaiveRemoval(scope: SuppressionScope, seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let found = (0..<120).map { _ in
            let left = Double.random(in: 0..<1, using: &generator)
            let top = Double.random(in: 0..<1, using: &generator)
            return Detection(
                classIndex: Int.random(in: 0..<3, using: &generator),
                score: Float(Int.random(in: 0..<30, using: &generator)) / 30,
                box: Box(left: left, top: top, right: left + 0.3, bottom: top + 0.2))
        }
        var rest = found
        var expected: [Detection] = []
        while let top = rest.map(\.score).max(), let index = rest.firstIndex(where: { $0.score == top }) {
            let best = rest.remove(at: index)
            expected.append(best)
            rest.removeAll { other in
                (scope == .acrossClasses || other.classIndex == best.classIndex) && iou(other.box, best.box) > 0.4
            }
        }
        #expect(nonMaxSuppression(found, iouThreshold: 0.4, scope: scope) == expected)
    }
}
