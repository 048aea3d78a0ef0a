/// Watches a run from within: traces, logs and metrics are observers.
///
/// An observer is called by the workers themselves, one after the other within a worker and at the same time by several. It must be
/// quick, must not wait and can't change the run. Without observers nothing is told and nothing costs.
public protocol RunObserver: Sendable {
    /// Which spans it wants to be told of; none unless it says so.
    var spans: SpanInterest { get }

    /// - Parameter time: since the run began.
    func observe(_ event: RunEvent, at time: Duration)
}

extension RunObserver {
    public var spans: SpanInterest { .none }
}

/// Which ``RunEvent/worked(_:)`` an observer wants.
public enum SpanInterest: Sendable {
    case none
    /// Those of the items that are timed anyway: all that take 10 µs or more, and some of the quicker ones.
    case timed
    /// All: each then costs two looks at the clock and the call.
    case every
}
