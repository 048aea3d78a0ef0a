import NeuralNetwork
import Training

extension Graph {
    /// Random numbers of the shape of `x`, or of another that broadcasts to it: other ones in each step, the same for the same step.
    ///
    /// - Parameter seed: nil for one of its own by the place in the graph.
    mutating func noise(
        _ x: Value, shape: [Int?]? = nil, _ distribution: Distribution, seed: Int?
    ) throws -> Value {
        guard let step = trainingStep, let extents = self.shape(of: x).concrete else {
            throw ShapeMismatch(expected: "a graph that is trained, of known extents", found: self.shape(of: x).pythonText)
        }
        guard shape.map({ $0.count == extents.count }) ?? true else {
            throw ShapeMismatch(expected: "a noise_shape of \(extents.count) axes", found: "\(shape!.count)")
        }
        let own = zip(extents, shape ?? extents.map { _ in nil }).map { $1 ?? $0 }
        return try generate(own, by: StepNoise(seed: seed ?? nodes.count, distribution: distribution), step: step)
    }

    /// 1 for elements that stay, 0 for the part `rate` of them that goes.
    mutating func kept(_ x: Value, rate: Float, noiseShape: [Int?]?, seed: Int?) throws -> Value {
        try pairwise(.greaterOrEqual, noise(x, shape: noiseShape, .uniform(0, 1), seed: seed), number(rate))
    }

    /// Inverted dropout: what stays is made larger, so that sums stay what they were on average.
    mutating func dropped(_ x: Value, rate: Float, noiseShape: [Int?]? = nil, seed: Int?) throws -> Value {
        if rate == 0 { return x }
        if rate == 1 { return try scale(x, by: 0) }
        return try multiply([scale(x, by: 1 / (1 - rate)), kept(x, rate: rate, noiseShape: noiseShape, seed: seed)])
    }
}

/// Random numbers from a stream for each step.
private struct StepNoise: ElementGenerator {
    let seed: Int
    let distribution: Distribution

    func fill(_ elements: UnsafeMutableBufferPointer<Float>, step: Int) {
        Philox(stateless: seed, step).fill(elements, distribution)
    }
}

extension LayerOptions {
    /// The part that is dropped.
    mutating func rate(_ option: String) throws -> Float {
        let rate = try number(option, default: 0.5)
        guard (0...1).contains(rate) else { throw fault(option, expected: "from 0 to 1", found: .number(Double(rate))) }
        return rate
    }

    mutating func seed() throws -> Int? { value("seed")?.integer }

    mutating func noiseShape() throws -> [Int?]? {
        note("noise_shape", "integers, null for the input's own extents")
        guard let elements = value("noise_shape")?.elements else { return nil }
        return elements.map(\.integer)
    }
}
