public import NeuralNetwork

/// What a weight is before the first step.
public protocol Initializer: Sendable {
    /// The name that Keras gives the class: `GlorotUniform`.
    static var kerasName: String { get }

    /// A new weight.
    ///
    /// - Parameters:
    ///   - shape: of the weight; a kernel's last two dimensions are its inputs and outputs.
    ///   - generator: where a seed is drawn if the initializer has none: the same generator gives the same weights, those of Keras
    ///     after `keras.utils.set_random_seed`.
    /// - Throws: for a shape that the initializer isn't for, and for options that Keras refuses.
    func tensor(shape: [Int], using generator: inout PythonRandom) throws(InitializerError) -> Tensor
}

/// An initializer that draws its numbers from a stream of TensorFlow's, found by its seed alone: called twice, it answers the same.
public protocol RandomInitializer: Initializer {
    /// nil where it is drawn.
    var seed: Int? { get set }

    /// A new weight from the stream of the seed.
    func tensor(shape: [Int], from stream: Philox) throws(InitializerError) -> Tensor
}

extension RandomInitializer {
    public func tensor(shape: [Int], using generator: inout PythonRandom) throws(InitializerError) -> Tensor {
        try tensor(shape: shape, from: Philox(stateless: seed ?? Self.drawnSeed(generator: &generator)))
    }

    /// The same with a seed, drawn where it has none: what is made once for several weights gives them the same numbers, as in Keras.
    public func seeded(using generator: inout PythonRandom) -> Self {
        var seeded = self
        seeded.seed = seed ?? Self.drawnSeed(generator: &generator)
        return seeded
    }

    private static func drawnSeed(generator: inout PythonRandom) -> Int { generator.integer(in: 1...1_000_000_000) }
}
