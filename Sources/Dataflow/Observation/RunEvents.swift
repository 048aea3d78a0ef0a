/// Hands what happens in one run to its observers.
package final class RunEvents: Sendable {
    private let observers: [any RunObserver]
    private let began = monotonicNanoseconds()

    package init(_ observers: [any RunObserver] = []) {
        self.observers = observers
    }

    var isHeard: Bool { !observers.isEmpty }

    /// `event` is made only if there is someone to hear it.
    func send(_ event: @autoclosure () -> RunEvent) {
        if isHeard { send(event(), at: monotonicNanoseconds(), to: observers) }
    }

    /// Who hears the spans of a worker; `nil` if nobody does.
    func listener(stage: String, worker: Int) -> SpanListener? {
        let interested = observers.filter { $0.spans != .none }
        guard !interested.isEmpty else { return nil }
        let wantsAll = interested.contains { $0.spans == .every }
        return SpanListener(wantsAll: wantsAll) { [self] ended in
            let span = WorkSpan(
                stage: stage, worker: worker, items: ended.items.map { WorkSpan.Item(id: $0.id, origin: $0.origin) },
                start: .nanoseconds(ended.start - began), duration: .nanoseconds(ended.end - ended.start),
                outcome: ended.outcome, weight: ended.weight)
            send(.worked(span), at: ended.end, to: interested)
        }
    }

    private func send(_ event: RunEvent, at now: Int, to observers: [any RunObserver]) {
        let time = Duration.nanoseconds(now - began)
        for observer in observers { observer.observe(event, at: time) }
    }
}

/// Who hears the spans of one worker.
struct SpanListener: Sendable {
    /// Whether spans are wanted of all items, however quick.
    let wantsAll: Bool
    let hear: @Sendable (TimedWork.Ended) -> Void
}
