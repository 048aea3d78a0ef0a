public import NeuralNetwork

/// What a layer gives where a model is built: a tensor that is known by its shape alone until the model is given numbers.
///
/// ```swift
/// let input = Input(shape: [64, 64, 3])
/// let x = Conv2D(32, kernelSize: 7, name: "conv0")(input)
/// let model = try Model(input, x)
/// ```
///
/// What is wrong with a call is told by `Model`, so that code reads like Keras; the shape is then nil.
public struct KerasTensor: Sendable {
    /// Batch first, nil for what only the input decides; nil as a whole where the layer, or one before it, can't be called so.
    public let shape: Shape?

    let definition: LayerDefinition
    /// Which of the calls of the layer gave it, and its place among what that call gave.
    let call: Int
    let index: Int

    init(_ definition: LayerDefinition, call: Int, index: Int, shape: Shape?) {
        (self.definition, self.call, self.index, self.shape) = (definition, call, index, shape)
    }

    /// An input of a model.
    ///
    /// - Parameters:
    ///   - shape: that of one item, without the batch; nil for an extent that only the input decides.
    ///   - batchSize: the batch, where the model shall take no other.
    ///   - name: unless given `input_1`, `input_2`, …
    ///   - type: the kind of numbers as Keras names it. Framerill computes in `float32` whatever stands here.
    public init(shape: [Int?], batchSize: Int? = nil, name: String? = nil, type: String = "float32") {
        let definition = LayerDefinition(input: [batchSize] + shape, name: name, type: type)
        self = definition.call([])[0]
    }
}

/// An input of a model, as Keras spells it: `Input(shape: [224, 224, 3])`.
public typealias Input = KerasTensor

/// One tensor or several: what a model is built between.
public protocol KerasTensors {
    var tensors: [KerasTensor] { get }
}

extension KerasTensor: KerasTensors {
    public var tensors: [KerasTensor] { [self] }
}

extension Array: KerasTensors where Element == KerasTensor {
    public var tensors: [KerasTensor] { self }
}
