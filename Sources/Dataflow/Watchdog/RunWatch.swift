/// How a run is watched: what is told when nothing moves, and how long a stop may take.
///
/// A deadlock, in which every part waits for another one for ever, ends every run, watched or not, with
/// ``WatchdogError/deadlock(_:)``.
public struct RunWatch: Sendable {
    public enum WhenStalled: String, CaseIterable, Sendable, Codable {
        /// Tell it, and that it is over.
        case report
        /// Tell it and end the run with ``WatchdogError/stalled(_:)``.
        case end
    }

    /// What is told while the run goes on.
    public enum Event: Sendable {
        /// Nothing has moved for ``RunWatch/stallAfter``.
        case stalled(StallReport)
        /// The stall that was told is over.
        case movingAgain(StallReport)
        /// The run was asked to stop and is cancelled now, because it did not drain within ``RunWatch/stopWithin``; these items were
        /// on their way.
        case stopOverdue([StrandedItems])
        /// The run was cancelled or has failed, but a worker does not come back, and a run can't leave without its workers. What
        /// the sinks have stored is whole. A program that wants to end all the same may exit now; this is its report.
        case unresponsive(RunReport)
    }

    /// For how long no worker's and no channel's count may change; `nil` for no watching. Waits for a timer of the run's (a
    /// rate, the pause before a retry, a batch that fills) are none.
    public var stallAfter: Duration?
    public var whenStalled = WhenStalled.report
    /// How long what is on its way may take to arrive after ``RunControl/stop()``; the run is then cancelled. `nil` for as long as
    /// it takes.
    public var stopWithin: Duration?
    /// How long the workers of a run that is cancelled or has failed may take to come back before ``Event/unresponsive(_:)``.
    public var leaveWithin = Duration.seconds(5)
    /// Called in a task of the run's; it should not take long.
    public var onEvent: (@Sendable (Event) -> Void)?

    public init(
        stallAfter: Duration? = nil, whenStalled: WhenStalled = .report, stopWithin: Duration? = nil,
        onEvent: (@Sendable (Event) -> Void)? = nil
    ) {
        self.stallAfter = stallAfter
        self.whenStalled = whenStalled
        self.stopWithin = stopWithin
        self.onEvent = onEvent
    }

    /// Whether it is wanted to be known which item each worker is at.
    var keepsPositions: Bool { stallAfter != nil || stopWithin != nil || onEvent != nil }

    /// The same watch, of which the run's observers hear too: before `onEvent`, which may leave the program.
    func telling(_ events: RunEvents) -> RunWatch {
        guard events.isHeard else { return self }
        var copy = self
        copy.onEvent = { [onEvent] event in
            events.send(.watched(event))
            onEvent?(event)
        }
        return copy
    }

    /// What can't be run as it stands, a sentence each.
    var problems: [String] {
        func problem(_ name: String, _ value: Duration?) -> [String] {
            guard let value, value <= .zero else { return [] }
            return ["\(name): expected more than 0, found \(value)"]
        }
        return problem("stallAfter", stallAfter) + problem("stopWithin", stopWithin) + problem("leaveWithin", leaveWithin)
    }
}
