public import NeuralNetwork

/// A stateful random operation of TensorFlow: each run goes on where the last one ended.
///
/// In TensorFlow 1 it is a node of a graph, which draws anew each time that the graph is run. In TensorFlow 2 it is what
/// `tf.random.normal` and its like call with one seed: see `EagerRandom`.
public struct RandomOperation: Sendable, Hashable {
    private var stream: Philox

    /// The seed of a graph or of `tf.random.set_seed` where nobody gave one.
    public static let defaultGraphSeed = 87_654_321

    /// - Parameters:
    ///   - seed: the operation's own. Where nobody gave one, TensorFlow 1 takes the number of operations already in the graph.
    ///   - graphSeed: that of `tf.set_random_seed`.
    public init(seed: Int, graphSeed: Int = defaultGraphSeed) {
        let (graph, own) = (Self.truncated(graphSeed), Self.truncated(seed))
        // Two zeros would ask the kernel for a seed of the day.
        stream = Philox(seed: graph, seed2: graph == 0 && own == 0 ? Self.greatestSeed : own)
    }

    /// The numbers of the next run.
    public mutating func tensor(shape: [Int], _ distribution: Distribution) -> Tensor {
        let tensor = stream.tensor(shape: shape, distribution)
        stream.skip(UInt64(tensor.count) * Philox.countersPerElement)
        return tensor
    }

    /// The numbers from 0 to below `count` in the order of the next run of `tf.random.shuffle`.
    public mutating func permutation(_ count: Int) -> [Int] {
        var order = Array(0..<count)
        var (words, place) = (SIMD4<UInt32>.zero, 4)
        var start = stream
        for index in 0..<max(count - 1, 0) {
            if place == 4 { (words, place) = (start.next(), 0) }
            order.swapAt(index, index + Int(words[place]) % (count - index))
            place += 1
        }
        // As many counters as were drawn from.
        stream = start
        return order
    }

    static let greatestSeed = 2_147_483_647

    /// The remainder as Python takes it, from 0 on.
    private static func truncated(_ seed: Int) -> Int {
        let remainder = seed % greatestSeed
        return remainder < 0 ? remainder + greatestSeed : remainder
    }
}
