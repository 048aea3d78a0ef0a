/// A stage that works on several payloads at once.
///
/// A batch is the item that has waited longest and whatever else waits behind it at that moment, up to `batchSize`. The stage
/// does not wait for a batch to fill, unless ``longestWait`` says so: under load the items that came during one batch make up the
/// next, and without load each item goes at once. The end of the input ends the wait. A channel holds no more than its capacity, so a stage
/// that wants full batches needs a ``StageSettings/capacity`` of at least `batchSize`.
///
/// **Emits** each result that is not `nil`, in the envelope of the input at the same position; `nil` is counted as filtered.
/// **Waits when** there is no input or no room behind. **Ends when** its input ends. **Fails when** `transform` throws (the
/// whole batch counts as failed, unless the error is a ``FailedInput``), or returns another number of results.
public protocol BatchTransform<Input, Output>: Stage {
    // Restated, so that the compiler finds them from `transform`.
    associatedtype Input
    associatedtype Output

    var batchSize: Int { get }

    /// How long a batch that is not full waits for more items; not at all unless the stage says so.
    var longestWait: Duration { get }

    /// One result for each input, in the same order. Never called with none.
    func transform(_ inputs: [Input]) async throws -> [Output?]
}

/// Thrown by a ``BatchTransform`` to say which input of the batch was the cause.
public struct FailedInput: Error {
    public let position: Int
    public let cause: any Error

    public init(position: Int, cause: any Error) {
        self.position = position
        self.cause = cause
    }
}

extension BatchTransform {
    public var itemsAtOnce: Int { batchSize }
    public var longestWait: Duration { .zero }

    @inlinable
    public func run(from inlet: Inlet<Input>, into outlet: Outlet<Output>) async throws {
        while true {
            let items = try await inlet.next(upTo: batchSize, waiting: longestWait)
            if items.isEmpty { return }
            let outputs = try await transform(items.map(\.payload))
            guard outputs.count == items.count else {
                throw DataflowError.wrongBatch(inputs: items.count, outputs: outputs.count)
            }
            for (item, output) in zip(items, outputs) {
                if let output {
                    try await outlet.send(item.with(output))
                } else {
                    try await outlet.filter(item)
                }
            }
        }
    }
}
