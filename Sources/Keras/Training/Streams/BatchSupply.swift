/// Takes batches from an async sequence; the next one is asked for while one is worked on.
///
/// Unchecked: the sequence's iterator is used by one task after the other, never by two at once.
final class BatchSupply: @unchecked Sendable {
    typealias Tasks = ThrowingTaskGroup<TrainingBatch?, any Error>

    private let pull: () async throws -> TrainingBatch?
    private var isUnderWay = false

    init<Batches: AsyncSequence>(_ batches: Batches) where Batches.Element == TrainingBatch {
        var iterator = batches.makeAsyncIterator()
        pull = { try await iterator.next(isolation: nil) }
    }

    /// - Parameters:
    ///   - tasks: belongs to the supply alone.
    ///   - readsAhead: whether another batch will be wanted.
    /// - Throws: what the sequence throws; `CancellationError` for a sequence that ends because the task was cancelled.
    nonisolated(nonsending) func next(_ tasks: inout Tasks, readsAhead: Bool) async throws -> TrainingBatch? {
        if !isUnderWay { ask(&tasks) }
        let batch = try await tasks.next() ?? nil
        isUnderWay = false
        guard let batch else {
            try Task.checkCancellation()
            return nil
        }
        if readsAhead { ask(&tasks) }
        return batch
    }

    private func ask(_ tasks: inout Tasks) {
        isUnderWay = true
        tasks.addTask { try await self.pull() }
    }
}
