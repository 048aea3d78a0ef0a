import Keras
import NeuralNetwork
import Testing

/// Lambda layers, operation nodes of tf.keras and operations of Keras 3 against what Keras answered.
@Suite struct FunctionTableTests {
    @Test("each function in each form answers as Keras does")
    func functions() throws {
        let rows = try AnswerTable.rows("functions.h5")
        #expect(rows.count > 240)
        for row in rows { row.check { Tensor(uninitialized: $1) } }
    }
}
