/// What happens in a run, as a ``RunObserver`` is told of it.
public enum RunEvent: Sendable {
    /// The run begins.
    case began(ObservedRun)
    /// A worker is done with an item or a batch.
    case worked(WorkSpan)
    /// An item goes no further, though the run goes on.
    case lost(Loss)
    /// A part failed at an item and tries again.
    case retried(Retry)
    /// The run was asked to stop, or a stage ended before its input did.
    case stopRequested
    /// A source failed; the others go on, and the run fails in the end.
    case sourceDied(RunReport.Failure)
    /// What the watch over the run has to tell.
    case watched(RunWatch.Event)
    /// A part failed and so ends the run.
    case failed(RunReport.Failure)
    /// The run is over.
    case ended(RunReport)
}

/// A further attempt at an item.
public struct Retry: Sendable, Hashable {
    public let stage: String
    public let item: ItemID
    /// The file or address it came from.
    public let origin: String?
    /// How often the part has failed at it.
    public let attempts: Int
    public let error: String
}
