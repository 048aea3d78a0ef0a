import NeuralNetwork
import Training

/// The random numbers of one layer in one step, as Keras draws them: call after call.
///
/// tf.keras' layers keep a `RandomGenerator`, whose stream goes on by what each call takes; those of Keras 3 a `SeedGenerator`, which
/// gives each call a stream of its own. Both are told here by the number of the step alone, so that a training that goes on finds the
/// numbers of one that never stopped: those of Keras' training with the layer's `seed` where all batches have the same size.
struct AugmentationDraws {
    private enum Source {
        case generator(RandomGenerator)
        case seeds(SeedGenerator)
    }
    private var source: Source

    /// - Parameter position: how many numbers of the generator, or how many calls, came before.
    init(seed: Int, generation: KerasGeneration, position: Int) {
        source =
            switch generation {
            case .two: .generator(RandomGenerator(seed: seed, count: position))
            case .three: .seeds(SeedGenerator(seed: seed, count: position))
            }
    }

    /// How many numbers of the generator, or how many calls, there were.
    var position: Int {
        switch source {
        case .generator(let generator): generator.count
        case .seeds(let seeds): seeds.count
        }
    }

    /// Evenly from `low..<high`.
    mutating func uniform(_ count: Int, _ low: Double = 0, _ high: Double = 1) -> [Float] {
        next(count).tensor(shape: [count], .uniform(Float(low), Float(high))).values
    }

    mutating func normal(_ count: Int) -> [Float] { next(count).tensor(shape: [count], .normal()).values }

    mutating func integers(_ count: Int, in range: Range<Int>) -> [Int] { next(count).integers(count, in: range) }

    /// Alike, of two words each.
    mutating func longIntegers(_ count: Int, in range: Range<Int>) -> [Int] { next(count).longIntegers(count, in: range) }

    /// An order of so many items: that of random numbers.
    mutating func order(_ count: Int) -> [Int] {
        let numbers = uniform(count)
        return numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
    }

    /// Of beta distributions that are the same from both sides: a gamma's part of two.
    mutating func beta(_ shapes: [Float]) -> [Float] {
        guard case .seeds(var seeds) = source else { preconditionFailure("tf.keras draws from no beta distribution") }
        // The second one's stream has both numbers of its seed 12 higher.
        let other = Philox(
            stateless: SeedGenerator.folded(seeds.seed) + 12, SeedGenerator.folded(seeds.count) + 12)
        let gammas = (seeds.next().gammas(shapes), other.gammas(shapes))
        source = .seeds(seeds)
        return zip(gammas.0, gammas.1).map { $0 / ($0 + $1) }
    }

    /// Evenly from `low..<high`, of the stream of a seed that tf.keras' generator makes.
    mutating func seeded(_ count: Int, _ low: Double = 0, _ high: Double = 1) -> [Float] {
        guard case .generator(var generator) = source else { return uniform(count, low, high) }
        let seed = generator.makeSeed()
        source = .generator(generator)
        return Philox(stateless: seed).tensor(shape: [count], .uniform(Float(low), Float(high))).values
    }

    /// The stream of the next call.
    private mutating func next(_ count: Int) -> Philox {
        switch source {
        case .generator(var generator):
            defer { source = .generator(generator) }
            return generator.next(count)
        case .seeds(var seeds):
            defer { source = .seeds(seeds) }
            return seeds.next()
        }
    }
}

/// Where the random numbers of a layer come from.
struct AugmentationSeed: Sendable {
    /// nil for one of the layer's own by its place in the graph.
    var seed: Int?
    let generation: KerasGeneration
    /// Of a layer inside of another, whose stream it draws from: what comes before, and how far a step goes on in all.
    var place: (start: Int, stride: Int)?

    init(seed: Int?, generation: KerasGeneration) { (self.seed, self.generation) = (seed, generation) }
}

/// What a layer draws in each step.
private struct StepDraws<Drawn>: Sendable {
    private let seed: Int
    private let generation: KerasGeneration
    private let place: (start: Int, stride: Int)
    private let draw: @Sendable (inout AugmentationDraws) -> Drawn

    /// - Parameter other: the seed, if the layer has none.
    init(_ seed: AugmentationSeed, other: Int, _ draw: @escaping @Sendable (inout AugmentationDraws) -> Drawn) {
        (self.seed, generation, self.draw) = (seed.seed ?? other, seed.generation, draw)
        var first = AugmentationDraws(seed: self.seed, generation: generation, position: 0)
        if seed.place == nil { _ = draw(&first) }
        place = seed.place ?? (0, first.position)
    }

    func callAsFunction(step: Int) -> Drawn {
        var draws = AugmentationDraws(seed: seed, generation: generation, position: place.start + step * place.stride)
        return draw(&draws)
    }
}

extension StepDraws: ElementGenerator where Drawn == [Float] {
    func fill(_ elements: UnsafeMutableBufferPointer<Float>, step: Int) {
        _ = elements.update(fromContentsOf: self(step: step))
    }
}

extension Graph {
    /// Numbers that are drawn anew in each step.
    ///
    /// - Parameter draw: all of them, row-major. It takes the same in each step: the layer's stream goes on by that.
    mutating func drawn(
        _ shape: [Int], _ seed: AugmentationSeed, _ draw: @escaping @Sendable (inout AugmentationDraws) -> [Float]
    ) throws -> Value {
        guard let step = trainingStep else { throw ShapeMismatch(expected: "a graph that is trained", found: "another") }
        return try generate(shape, by: StepDraws(seed, other: nodes.count, draw), step: step)
    }

    /// An extent that is drawn anew in each step, so that the graph holds for the steps alone that draw the same.
    mutating func drawnExtent(
        _ seed: AugmentationSeed, _ draw: @escaping @Sendable (inout AugmentationDraws) -> Int
    ) throws -> Int {
        let draws = StepDraws(seed, other: nodes.count, draw)
        return drawnExtent { draws(step: $0) }
    }
}
