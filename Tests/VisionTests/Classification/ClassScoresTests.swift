import NeuralNetwork
import Testing
import Vision

@Suite struct `The scores of classes` {
    private func scores(_ values: [Float], isLogits: Bool = false) throws -> ClassScores {
        try ClassScores(of: Tensor(shape: [1, values.count], values: values), isLogits: isLogits)
    }

    @Test func `give the surest first, and only those that reach a score`() throws {
        let scores = try scores([0.1, 0.4, 0.1, 0.4])
        #expect(scores.best(3).map(\.classIndex) == [1, 3, 0])
        #expect(scores.best(9).map(\.score) == [0.4, 0.4, 0.1, 0.1])
        #expect(scores.best(9, atLeast: 0.2).map(\.classIndex) == [1, 3])
    }

    @Test func `of one number are those of two classes`() throws {
        #expect(try scores([0.75]).scores == [0.25, 0.75])
        #expect(try scores([0], isLogits: true).scores == [0.5, 0.5])
    }

    @Test func `of logits are their softmax`() throws {
        // tf.nn.softmax([1., 2., 1000.]) and ([1., 2., 3.])
        #expect(try scores([1, 2, 1000], isLogits: true).scores == [0, 0, 1])
        let found = try scores([1, 2, 3], isLogits: true).scores
        for (found, expected) in zip(found, [0.09003057, 0.24472848, 0.66524094] as [Float]) {
            #expect(abs(found - expected) < 1e-6)
        }
    }

    @Test func `are refused where they can't be probabilities`() {
        #expect(throws: VisionError.self) { try scores([3, -1]) }
        #expect(throws: VisionError.self) { try scores([.nan, 0.5]) }
        #expect(throws: VisionError.shape(of: "a classifier's output", expected: "[1, classes]", found: [1, 2, 2])) {
            try ClassScores(of: Tensor(shape: [1, 2, 2], values: [0, 0, 1, 0]))
        }
    }
}
