public import NeuralNetwork

/// What a network answered for one frame.
public struct ModelOutputs: Sendable {
    /// The names of the model's outputs, in its order.
    public let names: [String]
    /// One for each name, with a first dimension of 1.
    public let tensors: [Tensor]

    public init(names: [String], tensors: [Tensor]) {
        self.names = names
        self.tensors = tensors
    }
}
