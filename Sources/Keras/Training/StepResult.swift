public import NeuralNetwork

/// What a step says of its batch.
public struct StepResult: Sendable {
    /// The whole loss, with what outputs are weighted by and what regularizers add.
    public let loss: Float
    /// Of each output.
    public let losses: [Float]
    /// Of each output.
    public let answers: [Tensor]

    init(_ results: [Tensor], outputs: Int) {
        loss = results[0].values[0]
        losses = results[1...outputs].map { $0.values[0] }
        answers = Array(results[(1 + outputs)..<(1 + 2 * outputs)])
    }
}
