public import NeuralNetwork

/// An input or an output of a model.
public struct ModelPort: Hashable, Sendable, Codable {
    /// The layer's name; where one layer gives several outputs, `name`, `name_1`, …, as Keras numbers them.
    public let name: String
    /// Batch first; `nil` where only the input decides.
    public let shape: Shape

    public init(name: String, shape: Shape) {
        self.name = name
        self.shape = shape
    }
}
