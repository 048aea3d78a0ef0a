/// Why a run was ended in which nothing moved: the cause of its ``RunFailure``.
public enum WatchdogError: Error, Equatable {
    /// Nothing has moved for ``RunWatch/stallAfter``, and the run was to end then.
    case stalled(StallReport)
    /// Every part waited for another one, for ever.
    case deadlock(StallReport)

    public var report: StallReport {
        switch self {
        case .stalled(let report), .deadlock(let report): report
        }
    }

    init(_ report: StallReport) {
        self = report.cause == .deadlock ? .deadlock(report) : .stalled(report)
    }
}

extension WatchdogError: CustomStringConvertible {
    public var description: String { "\(report)" }
}
