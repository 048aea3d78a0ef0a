import NeuralNetwork

/// The numbers that `References/make.py` gives to inputs and weights: 24 bits of a linear congruential generator, in [-1, 1).
enum ReferenceNumbers {
    static func tensor(_ shape: [Int], seed: UInt32) -> Tensor {
        var state = seed
        return Tensor(
            shape: shape,
            values: (0..<shape.reduce(1, *)).map { _ in
                state = state &* 1_664_525 &+ 1_013_904_223
                return Float(state >> 8) / Float(1 << 23) - 1
            })
    }

    /// Inputs have the seeds 1, 2, ….
    ///
    /// - Parameter ranges: n for an input of the whole numbers from 0 to n − 1, 0 for the numbers as they are.
    static func inputs(_ shapes: [[Int]], _ ranges: [Int]? = nil) -> [Tensor] {
        zip(shapes, ranges ?? shapes.map { _ in 0 }).enumerated().map { index, given in
            let numbers = tensor(given.0, seed: 1 + UInt32(index))
            guard given.1 > 0 else { return numbers }
            return Tensor(shape: given.0, values: numbers.values.map { (($0 + 1) / 2 * Float(given.1)).rounded(.down) })
        }
    }

    /// Gives weights the seeds 1000, 1001, … in the order in which they are asked for; variances are positive, counts whole.
    struct Weights {
        private var next: UInt32 = 1000

        mutating func weight(_ name: String, _ shape: [Int]) -> Tensor {
            defer { next += 1 }
            let tensor = ReferenceNumbers.tensor(shape, seed: next)
            guard name.contains("variance") else { return tensor }
            return Tensor(shape: shape, values: tensor.values.map { $0.magnitude + 0.5 })
        }
    }

    /// Weights of deep networks, from the same seeds, scaled so that values keep their size through all layers.
    struct ScaledWeights {
        private var next: UInt32 = 1000

        mutating func weight(_ name: String, _ shape: [Int]) -> Tensor {
            defer { next += 1 }
            let tensor = ReferenceNumbers.tensor(shape, seed: next)
            let inputs = name.contains("depthwise") ? shape.prefix(2) : shape.dropLast()
            let scale = (3 / Float(inputs.reduce(1, *))).squareRoot()
            // Chosen once, not for each of millions of numbers.
            let isVariance = name.contains("variance")
            let (factor, offset): (Float, Float) =
                switch name {
                case _ where isVariance: (0.4, 0.8)
                case _ where name.contains("gamma"): (0.2, 1)
                default: (shape.count < 2 ? 0.1 : scale, 0)
                }
            return Tensor(
                shape: shape, values: tensor.values.map { (isVariance ? $0.magnitude : $0) * factor + offset })
        }
    }
}
