public import NeuralNetwork

/// TensorFlow 2's random numbers after `tf.random.set_seed`: `tf.random.normal`, `uniform` and `truncated_normal` called one after
/// the other. All calls of one function with the same `seed` go on in one stream; a call without one gets a seed of its own.
public struct EagerRandom: Sendable {
    private let seed: Int
    private var operationSeeds: PythonRandom
    private var operations: [Place: RandomOperation] = [:]

    private struct Place: Hashable {
        let kind: Distribution.Kind
        let seed: Int
    }

    /// As after `tf.random.set_seed(seed)`.
    public init(seed: Int) {
        self.seed = seed
        operationSeeds = PythonRandom(seed: seed)
    }

    /// The numbers that the next call answers.
    public mutating func tensor(shape: [Int], _ distribution: Distribution, seed operationSeed: Int? = nil) -> Tensor {
        let place = Place(
            kind: distribution.kind, seed: operationSeed ?? operationSeeds.integer(in: 0...RandomOperation.greatestSeed))
        return operations[place, default: RandomOperation(seed: place.seed, graphSeed: seed)].tensor(shape: shape, distribution)
    }
}
