public import NeuralNetwork

/// Some samples with what a model should answer to them.
public struct TrainingBatch: Sendable {
    /// One for each input of the model, items first.
    public var inputs: [Tensor]
    /// One for each output.
    public var truths: [Tensor]
    /// How much each item counts, `[items]` for each output; nil where all count alike.
    public var weights: [Tensor?]

    public init(inputs: [Tensor], truths: [Tensor], weights: [Tensor?] = []) {
        (self.inputs, self.truths) = (inputs, truths)
        self.weights = weights.isEmpty ? truths.map { _ in nil } : weights
    }

    /// Batches of one model behind each other: at least one.
    public init(joining parts: [TrainingBatch]) {
        inputs = parts[0].inputs.indices.map { place in Tensor(joiningRows: parts.map { $0.inputs[place] }) }
        truths = parts[0].truths.indices.map { place in Tensor(joiningRows: parts.map { $0.truths[place] }) }
        weights = parts[0].weights.indices.map { place in
            guard parts.contains(where: { $0.weights[place] != nil }) else { return nil }
            return Tensor(
                joiningRows: parts.map { part in
                    part.weights[place] ?? Tensor(shape: [part.count]) { $0.update(repeating: 1) }
                })
        }
    }

    public var count: Int { inputs.first?.shape.first ?? 0 }
}

/// Samples that a model is trained with, in parts and in any order, so that they needn't be in memory all at once.
public protocol TrainingSamples: Sendable {
    var count: Int { get }

    /// The samples of these numbers, in this order.
    func batch(_ indices: [Int]) throws -> TrainingBatch
}

/// Samples in memory.
public struct TensorSamples: TrainingSamples {
    let whole: TrainingBatch

    public init(_ whole: TrainingBatch) { self.whole = whole }

    public init(_ inputs: Tensor, _ truths: Tensor) { whole = TrainingBatch(inputs: [inputs], truths: [truths]) }

    public var count: Int { whole.count }

    public func batch(_ indices: [Int]) -> TrainingBatch {
        TrainingBatch(
            inputs: whole.inputs.map { $0.gathering(indices) }, truths: whole.truths.map { $0.gathering(indices) },
            weights: whole.weights.map { $0?.gathering(indices) })
    }
}

/// A part of other samples.
struct SampleRange<Samples: TrainingSamples>: TrainingSamples {
    let samples: Samples
    let range: Range<Int>

    var count: Int { range.count }

    func batch(_ indices: [Int]) throws -> TrainingBatch { try samples.batch(indices.map { $0 + range.lowerBound }) }
}

extension Tensor {
    /// The items of these numbers, in this order.
    func gathering(_ indices: [Int]) -> Tensor {
        let row = shape.dropFirst().reduce(1, *)
        return withElements { source in
            Tensor(shape: [indices.count] + shape.dropFirst()) { target in
                guard row > 0, let from = source.baseAddress, let to = target.baseAddress else { return }
                for (place, index) in indices.enumerated() { (to + place * row).update(from: from + index * row, count: row) }
            }
        }
    }
}
