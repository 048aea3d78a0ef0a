import NeuralNetwork

/// Layers one behind the other.
///
/// ```swift
/// let model = try Model(Sequential([
///     ZeroPadding2D(padding: 3, inputShape: [64, 64, 3]),
///     Conv2D(32, kernelSize: 7, strides: 1),
///     BatchNormalization(axis: 3), ReLU(), MaxPooling2D(), Flatten(), Dense(1, activation: "sigmoid"),
/// ]))
/// ```
///
/// The first layer tells the shape of its input, or is an ``InputShape``; without either it is only a layer of other models, and
/// takes what its call brings.
public struct Sequential: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameter name: unless given `sequential`, `sequential_1`, …
    public init(_ layers: [any LayerBuilder], name: String? = nil) {
        var parts = layers.map(\.definition)
        if let first = parts.first, !first.isInput, let shape = first.headShape {
            parts.insert(LayerDefinition(input: shape, name: first.name + "_input", type: "float32"), at: 0)
        }
        definition = LayerDefinition("Sequential", name: name, parts: parts)
        if let shape = parts.first?.headShape {
            // The weights are made now, as Keras makes them.
            definition.makeWeights(for: shape)
        }
    }
}

/// The head of a Sequential that tells the shape of its input, as an `Input` does in Python's list.
public struct InputShape: LayerBuilder {
    public let definition: LayerDefinition

    /// - Parameters: as of ``KerasTensor/init(shape:batchSize:name:type:)``.
    public init(_ shape: [Int?], batchSize: Int? = nil, name: String? = nil, type: String = "float32") {
        definition = LayerDefinition(input: [batchSize] + shape, name: name, type: type)
    }
}
