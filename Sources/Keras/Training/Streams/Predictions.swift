public import NeuralNetwork

/// What a model answers to batches as they come, in their order: Keras' `predict` with a generator.
///
/// Each batch is computed on a thread of its own, never on Swift's cooperative pool; meanwhile nothing is asked of the sequence, so that one batch is held
/// at a time. Iterating again goes through the batches again.
///
/// ### Cancel safety
/// Cancelling doesn't break off a batch. What the sequence of batches throws is thrown, and ends the answers.
public struct Predictions<Batches: AsyncSequence>: AsyncSequence where Batches.Element == [Tensor] {
    public typealias Element = [Tensor]

    let model: Model
    let batches: Batches

    public func makeAsyncIterator() -> Iterator { Iterator(model: model, batches: batches.makeAsyncIterator()) }

    public struct Iterator: AsyncIteratorProtocol {
        fileprivate let model: Model
        fileprivate var batches: Batches.AsyncIterator
        private var worker: Worker?

        fileprivate init(model: Model, batches: Batches.AsyncIterator) { (self.model, self.batches) = (model, batches) }

        /// One tensor for each of the model's outputs.
        ///
        /// - Throws: what the batches throw; `KerasError.prediction` for one that the model doesn't take.
        nonisolated(nonsending) public mutating func next() async throws -> [Tensor]? {
            guard let batch = try await batches.next(isolation: #isolation) else { return nil }
            let worker = try worker ?? Worker()
            self.worker = worker
            return try await worker.thread.run { [model] in try model.predict(batch, batchSize: .max) }
        }
    }

    /// Ends its thread when the iterator is let go.
    private final class Worker: Sendable {
        let thread: WorkThread

        init() throws { thread = try WorkThread() }

        deinit { thread.end() }
    }
}

extension Predictions: Sendable where Batches: Sendable {}

extension Model {
    /// What the model answers to batches as they come, each a tensor for each of the model's inputs.
    ///
    /// ```swift
    /// for try await answers in model.predict(batches) { … }
    /// ```
    public func predict<Batches: AsyncSequence>(_ batches: Batches) -> Predictions<Batches> where Batches.Element == [Tensor] {
        Predictions(model: self, batches: batches)
    }
}
