public import Dataflow
public import Keras

/// Joins a pipeline to a training by a bounded channel of batches.
///
/// ```swift
/// let feed = TrainingFeed()
/// let pipeline = Pipeline {
///     Load(path: "frames")
///     Preprocess(size: PixelSize(width: 64, height: 64))
///     feed.sink(batch: .every(32)) { (frame: Frame) in try example(of: frame) }
/// }
/// let (history, report) = try await feed.run(pipeline) { batches in
///     try await training.fit(batches)
/// }
/// ```
///
/// The pipeline prepares batches while the training computes, but never more than the channel holds: a slow training makes the pipeline wait,
/// a slow pipeline the training.
public struct TrainingFeed: Sendable {
    private let batches: BoundedChannel<TrainingBatch>

    /// - Parameter capacity: how many batches may wait.
    public init(capacity: Int = 2) { batches = BoundedChannel(capacity: capacity) }

    /// The end of the pipeline.
    public func sink<Input>(
        batch end: FeedTraining<Input>.BatchEnd, example: @escaping @Sendable (Input) throws -> TrainingBatch
    ) -> FeedTraining<Input> {
        FeedTraining(into: batches, batch: end, example: example)
    }

    /// Runs a pipeline that ends in ``sink(batch:example:)`` while `learn` takes its batches; a feed is good for one run.
    ///
    /// Where `learn` ends before the pipeline does, the pipeline is stopped: what is on its way still counts as stored, and isn't learnt.
    ///
    /// - Returns: what `learn` returns, and the report of the run.
    /// - Throws: `RunFailure` where the pipeline failed; else what `learn` throws, and then the pipeline is cancelled. Both have ended.
    public nonisolated(nonsending) func run<Result>(
        _ pipeline: Pipeline, control: RunControl = RunControl(),
        learning learn: (BoundedChannel<TrainingBatch>) async throws -> Result
    ) async throws -> (result: Result, report: RunReport) {
        let batches = batches
        async let report = Self.run(pipeline, control, endingIn: batches)
        let result: Result
        do {
            result = try await learn(batches)
        } catch {
            control.cancel()
            // A failure of the pipeline is the cause of what it led to.
            _ = try await report
            throw error
        }
        // A pipeline that came to its end by itself wasn't stopped, though it may still be writing its report.
        if !batches.hasEnded { control.stop() }
        while try await batches.receive() != nil {}
        return (result, try await report)
    }

    /// Ends the channel also where the pipeline can't even begin.
    private static func run(
        _ pipeline: Pipeline, _ control: RunControl, endingIn batches: BoundedChannel<TrainingBatch>
    ) async throws -> RunReport {
        do {
            return try await pipeline.run(control: control)
        } catch {
            batches.fail(error)
            throw error
        }
    }
}
