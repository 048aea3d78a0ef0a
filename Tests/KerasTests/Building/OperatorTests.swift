import Keras
import NeuralNetwork
import Testing

/// Arithmetic between tensors of a model that is built.
@Suite struct OperatorTests {
    @Test func `Arithmetic and parts are computed as in Python`() throws {
        let (a, b) = (Input(shape: [4]), Input(shape: [4]))
        let results: [(KerasTensor, [Float])] = [
            (a + b, [3, 5, -2, 8]), (a - 1, [0, 1, -4, 3]), (1 - a, [0, -1, 4, -3]), (a * b, [2, 6, -3, 16]),
            (2 / b, [1, 2.0 / 3, 2, 0.5]), (a / 2, [0.5, 1, -1.5, 2]), (-a, [-1, -2, 3, -4]), (a.power(2), [1, 4, 9, 16]),
            (a.magnitude(), [1, 2, 3, 4]), (a[.all, .range(1, -1)], [2, -3]),
            (a[.all, .range(nil, nil, step: -1)], [4, -3, 2, 1]),
            (a[.ellipsis, 0], [1]), (a[.all, .newAxis], [1, 2, -3, 4]), (a.power(b), [1, 8, -3, 256]),
        ]
        let model = try Model([a, b], results.map(\.0))
        let answers = try model.predict([
            Tensor(shape: [1, 4], values: [1, 2, -3, 4]), Tensor(shape: [1, 4], values: [2, 3, 1, 4]),
        ])
        for (index, (tensor, expected)) in results.enumerated() {
            #expect(zip(answers[index].values, expected).allSatisfy { abs($0 - $1) < 1e-5 }, "\(index): \(answers[index].values)")
            #expect(answers[index].shape.count == tensor.shape?.count)
        }
    }
}
