/// Where items come from: the first part of a pipeline.
///
/// ### Life
/// `emit` is called once a run. It hands over payloads in order and returns when there are no more. It is one task: a source
/// has one worker.
///
/// **Emits** whatever it hands to the outlet. **Waits when** the channel behind it is full. **Ends when** `emit` returns, or
/// when the run is asked to stop: then its task is cancelled and the next `send` throws `CancellationError`, which the source
/// lets through. **Fails when** `emit` throws anything else.
public protocol Source<Output>: PipelinePart {
    associatedtype Output: Sendable

    /// The first half of every ``ItemID`` that comes from here.
    var name: String { get }

    /// How many items will come, where that is known: for progress.
    var expectedCount: Int? { get }

    func emit(into outlet: SourceOutlet<Output>) async throws
}

extension Source {
    public var expectedCount: Int? { nil }
    public var defaultSettings: StageSettings { StageSettings(name: name) }
}
