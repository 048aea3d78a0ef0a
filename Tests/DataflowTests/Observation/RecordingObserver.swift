import Dataflow
import Synchronization

/// Keeps what it is told.
final class RecordingObserver: RunObserver {
    let spans: SpanInterest
    private let heard = Mutex<[RunEvent]>([])

    init(_ spans: SpanInterest = .every) {
        self.spans = spans
    }

    func observe(_ event: RunEvent, at time: Duration) {
        heard.withLock { $0.append(event) }
    }

    /// Whether it has heard such an event: to be asked while a run goes on. The question goes to the events and not the events to the
    /// questioner, since ThreadSanitizer takes a copy that is read meanwhile, and the next event put in its place once it is gone, for
    /// a race: it doesn't see the count of references that keeps them apart.
    func hasHeard(_ isSuch: (RunEvent) -> Bool) -> Bool {
        heard.withLock { $0.contains(where: isSuch) }
    }

    var events: [RunEvent] { heard.withLock { $0 } }
    var work: [WorkSpan] { events.compactMap { if case .worked(let span) = $0 { span } else { nil } } }
    var losses: [Loss] { events.compactMap { if case .lost(let loss) = $0 { loss } else { nil } } }
    var retries: [Retry] { events.compactMap { if case .retried(let retry) = $0 { retry } else { nil } } }

    func work(of stage: String, _ outcome: WorkSpan.Outcome) -> [WorkSpan] {
        work.filter { $0.stage == stage && $0.outcome == outcome }
    }
}
