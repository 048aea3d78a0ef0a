public import Dataflow
public import Keras
import Synchronization

/// Ends a pipeline in a training: makes an example of each item and hands examples on, batch by batch, through a bounded channel.
///
/// An item counts as stored once its example is in a batch, also in one that isn't whole yet.
///
/// **Waits when** there is no input, or the training hasn't taken the batches before. **Ends when** its input ends: the last batch may be smaller,
/// and the channel is finished behind it. **Fails when** no example can be made of an item, or the channel was ended by another. Where the run
/// fails or is cancelled, the channel fails with ``FeedingError/abandoned``.
public struct FeedTraining<Input: Sendable>: Sink {
    /// Where one batch ends and the next begins.
    public enum BatchEnd: Sendable {
        case every(Int)
        /// Behind the items for which this holds.
        case behind(@Sendable (Input) -> Bool)
    }

    private let channel: BoundedChannel<TrainingBatch>
    private let end: BatchEnd
    private let example: @Sendable (Input) throws -> TrainingBatch
    private let collected = Collected()

    private final class Collected: Sendable {
        let examples = Mutex<[TrainingBatch]>([])
    }

    /// - Parameters:
    ///   - channel: for this run alone.
    ///   - example: what an item teaches; mostly a batch of one.
    public init(
        into channel: BoundedChannel<TrainingBatch>, batch end: BatchEnd,
        example: @escaping @Sendable (Input) throws -> TrainingBatch
    ) {
        if case .every(let size) = end { precondition(size > 0, "batches of \(size)") }
        (self.channel, self.end, self.example) = (channel, end, example)
    }

    public var defaultSettings: StageSettings { StageSettings(name: "feed", threads: .dedicated) }

    public func store(_ input: Input, id: ItemID) async throws {
        let example = try example(input)
        let whole = collected.examples.withLock { examples -> [TrainingBatch] in
            examples.append(example)
            let ends =
                switch end {
                case .every(let size): examples.count == size
                case .behind(let isLast): isLast(input)
                }
            guard ends else { return [] }
            defer { examples = [] }
            return examples
        }
        if !whole.isEmpty { try await channel.send(TrainingBatch(joining: whole)) }
    }

    public func finish() async throws {
        let rest = collected.examples.withLock { examples in
            defer { examples = [] }
            return examples
        }
        if !rest.isEmpty { try await channel.send(TrainingBatch(joining: rest)) }
        channel.finish()
    }

    public func abandon() async { channel.fail(FeedingError.abandoned) }
}

/// Why a training gets no more batches.
public enum FeedingError: Error, Sendable, CustomStringConvertible {
    /// The pipeline that fed it failed, or was cancelled.
    case abandoned

    public var description: String {
        switch self {
        case .abandoned: "batches: expected more of the pipeline, which failed or was cancelled; see what its run told"
        }
    }
}
