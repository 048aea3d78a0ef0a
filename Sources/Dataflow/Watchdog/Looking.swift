import Synchronization

extension RunLedger {
    /// What the run looks like now.
    func sight() -> RunSight {
        RunSight(
            parts: parts.map { RunSight.Part($0.kind, $0.settings.name, $0.workers.map(\.sight)) },
            queues: channels.map { $0.sight() } + windows.flatMap { $0.sight() } + (budget.map { [$0.sight] } ?? []))
    }
}

extension WorkerLedger {
    var sight: RunSight.Worker {
        let activity: RunSight.Activity
        let waitingInput = waitingInputSince.load(ordering: .relaxed)
        let waitingOutput = waitingOutputSince.load(ordering: .relaxed)
        if ended.load(ordering: .relaxed) > 0 {
            activity = .ended
        } else if began.load(ordering: .relaxed) == 0 {
            activity = .starting
        } else {
            activity = waitingOutput > 0 ? .waitingForOutput : waitingInput > 0 ? .waitingForInput : .working
        }
        let counts = [
            taken.load(ordering: .relaxed), passed.load(ordering: .relaxed), filtered.load(ordering: .relaxed),
            failed.load(ordering: .relaxed), skipped.load(ordering: .relaxed), deadLettered.load(ordering: .relaxed),
            retried.load(ordering: .relaxed), copied.load(ordering: .relaxed), merged.load(ordering: .relaxed),
            late.load(ordering: .relaxed), passedOver.load(ordering: .relaxed),
            inputWait.load(ordering: .relaxed), outputWait.load(ordering: .relaxed), waitingInput, waitingOutput,
        ]
        return RunSight.Worker(
            activity, hasTimer: timers.load(ordering: .relaxed) > 0, counts: counts, items: position.items)
    }
}

extension RunLedger.Channel {
    init<Payload>(settings: StageSettings, producers: [String], _ channel: BoundedChannel<Item<Payload>>) {
        let storage = channel.storage
        self.init(settings: settings, producers: producers) {
            storage.counts
        } sight: {
            storage.sight(.channel, of: settings.name)
        } waiting: { limit in
            storage.first(limit).map(\.id)
        }
    }
}

extension ChannelStorage {
    func sight(_ kind: StallReport.Queue.Kind, of stage: String) -> RunSight.Queue {
        machine.withLock { machine in
            let waiting = machine.waiting
            return RunSight.Queue(
                StallReport.Queue(kind, of: stage, used: machine.used, capacity: machine.capacity), senders: waiting.senders,
                receivers: waiting.receivers, counts: machine.counts)
        }
    }

    /// The elements that wait, as many as are asked for.
    func first(_ limit: Int) -> [Element] { machine.withLock { $0.first(limit) } }
}
