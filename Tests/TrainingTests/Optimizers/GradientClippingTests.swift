import Testing
import Training

@Suite struct `Clipping of gradients` {
    @Test func `leaves zeros and small gradients as they are`() {
        for clipping in [GradientClipping.norm(1), .globalNorm(1), .value(1)] {
            #expect(clipped([0, 0], by: clipping) == [0, 0])
            #expect(clipped([0.5, -0.25], by: clipping) == [0.5, -0.25])
        }
    }

    @Test func `scales to a norm, or cuts off`() {
        #expect(clipped([3, -4], by: .norm(1)) == [0.6, -0.8])
        #expect(clipped([3, -4], by: .globalNorm(1)) == [0.6, -0.8])
        #expect(clipped([3, -4, 0.5], by: .value(1)) == [1, -1, 0.5])
    }

    @Test func `tells of an infinite global norm by NaN`() {
        let answer = clipped([.infinity, 1], by: .globalNorm(1))
        #expect(answer[0].isNaN && answer[1].isNaN)
    }

    @Test func `obeys the first option that Keras looks at`() {
        #expect(GradientClipping(clipnorm: 2, globalClipnorm: 1) == .norm(2))
        #expect(GradientClipping(clipvalue: 0.5, globalClipnorm: 1) == .globalNorm(1))
        #expect(GradientClipping(clipnorm: 0, clipvalue: 0.5) == .value(0.5))
        #expect(GradientClipping(clipvalue: -1) == .none)
    }

    @Test func `sums squares of any number of elements`() {
        for count in [0, 1, 7, 8, 9, 1023, 1024, 1031, 5000] {
            let gradient = (0..<count).map { Float($0 % 11) - 5 }
            let expected = gradient.reduce(0.0) { $0 + Double($1) * Double($1) }
            let sum = gradient.withUnsafeBufferPointer { $0.sumOfSquares }
            #expect(sum == expected)
        }
    }

    private func clipped(_ gradient: [Float], by clipping: GradientClipping) -> [Float] {
        var gradient = gradient
        let squares = gradient.withUnsafeBufferPointer(\.sumOfSquares)
        gradient.withUnsafeMutableBufferPointer { clipping.clip($0, squares: squares) }
        return gradient
    }
}
