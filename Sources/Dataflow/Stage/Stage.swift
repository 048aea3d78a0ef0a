/// One step of a pipeline, in its full form: a loop that reads envelopes and writes envelopes.
///
/// Nearly every stage is a ``Transform`` or a ``BatchTransform``, which have this loop already.
///
/// ### Life
/// `run` is called once for each worker of a run, each with an inlet and an outlet of its own; the same stage value serves all
/// workers. Every item that the inlet gives must be accounted for exactly once: sent on (``Item/with(_:)`` keeps the envelope)
/// or filtered. A run in which that does not come out even is reported as unbalanced.
///
/// **Emits** what it sends. **Waits when** the inlet is empty or the outlet is full. **Ends when** `run` returns: normally after
/// the inlet gave `nil`; earlier, the run is stopped and what still arrives counts as filtered. **Fails when** `run` throws:
/// the whole run then ends with a ``RunFailure`` that names the stage and the item it was at.
public protocol Stage<Input, Output>: PipelinePart {
    associatedtype Input: Sendable
    associatedtype Output: Sendable

    /// How many items a worker takes at once.
    var itemsAtOnce: Int { get }

    func run(from inlet: Inlet<Input>, into outlet: Outlet<Output>) async throws
}

extension Stage {
    public var itemsAtOnce: Int { 1 }
}
