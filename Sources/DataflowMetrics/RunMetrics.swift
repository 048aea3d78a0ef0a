public import Dataflow
package import Metrics
import Synchronization

/// Reports a run to swift-metrics, with the labels `pipeline` and `stage`.
///
/// Counters and meters are brought up to date by ``update()``, which ``run(every:)`` calls again and again, and when the run ends:
/// the workers do nothing for them. A timer gets the time that a worker spent on an item: all items that take 10 µs or more, and
/// some of the quicker ones (``SpanInterest/timed``).
///
/// | metric | kind | of |
/// |---|---|---|
/// | `framerill_items_received`, `_sent`, `_copied`, `_merged`, `_filtered`, … as ``PartReport`` has them | counter | a stage |
/// | `framerill_items_dropped` | counter | the channel before a stage |
/// | `framerill_stage_in_flight`, `framerill_channel_waiting` | meter | a stage, the channel before it |
/// | `framerill_stage_service_time` | timer | a stage |
public final class RunMetrics: RunObserver {
    private struct State {
        var run: ObservedRun?
        var stages: [String: StageMetrics] = [:]
        var timers: [String: Metrics.Timer] = [:]
    }

    private let pipeline: String
    private let factory: any MetricsFactory
    private let state = Mutex(State())

    public var spans: SpanInterest { .timed }

    /// - Parameter pipeline: the value of the label `pipeline`.
    public convenience init(pipeline: String) {
        self.init(pipeline: pipeline, factory: MetricsSystem.factory)
    }

    package init(pipeline: String, factory: any MetricsFactory) {
        self.pipeline = pipeline
        self.factory = factory
    }

    public func observe(_ event: RunEvent, at time: Duration) {
        switch event {
        case .began(let run): begin(run)
        case .worked(let span):
            guard span.outcome != .retried, span.outcome != .unfinished else { return }
            let nanoseconds = Int64(span.duration / .nanoseconds(1))
            let timer = state.withLock { $0.timers[span.stage] }
            for _ in span.items { timer?.recordNanoseconds(nanoseconds) }
        case .ended: update()
        case .lost, .retried, .stopRequested, .sourceDied, .watched, .failed: break
        }
    }

    /// Reports what has changed. Nothing before the run has begun.
    public func update() {
        state.withLock { state in
            guard let snapshot = state.run?.snapshot() else { return }
            for part in snapshot.parts {
                let channel = snapshot.channels.first { $0.stage == part.name }
                state.stages[part.name]?.update(part, channel)
            }
        }
    }

    /// Updates again and again, until the task is cancelled.
    public func run(every interval: Duration) async {
        while (try? await Task.sleep(for: interval)) != nil { update() }
    }

    private func begin(_ run: ObservedRun) {
        let snapshot = run.snapshot()
        state.withLock { state in
            state.run = run
            for part in snapshot.parts {
                let labels = [("pipeline", pipeline), ("stage", part.name)]
                let hasChannel = snapshot.channels.contains { $0.stage == part.name }
                state.stages[part.name] = StageMetrics(labels, hasChannel: hasChannel, factory)
                state.timers[part.name] = Timer(
                    label: "framerill_stage_service_time", dimensions: labels, preferredDisplayUnit: .milliseconds,
                    factory: factory)
            }
        }
        update()
    }
}
