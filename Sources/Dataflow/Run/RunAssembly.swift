import Synchronization

/// Puts the channels and jobs of one run together, from what the pipeline's links say.
final class RunAssembly {
    private(set) var jobs: [PartJob] = []
    private(set) var channels: [RunLedger.Channel] = []
    let control: RunControl
    let losses = LossLog()

    init(control: RunControl) {
        self.control = control
    }

    /// The channel before a part. Links are made from the sink to the source, so each new channel comes before the others.
    func channel<Payload>(before settings: StageSettings, of: Payload.Type) -> BoundedChannel<Item<Payload>> {
        let losses = losses
        let channel = BoundedChannel<Item<Payload>>(capacity: settings.capacity, overflow: settings.overflow) { item in
            losses.record(
                .dropped, item: item.id, origin: item.origin, stage: settings.name,
                reason: "the channel before it was full (\(settings.overflow.rawValue), capacity \(settings.capacity))")
        }
        channels.insert(RunLedger.Channel(settings: settings) { channel.counts }, at: 0)
        return channel
    }

    func add<S: Source>(_ source: S, _ settings: StageSettings, into output: BoundedChannel<Item<S.Output>>) {
        let control = control
        let job = PartJob(.source, settings) { ledger in
            try await emit(from: source, into: output, ledger: ledger, control: control)
        } finish: {
            output.finish()
        }
        jobs.append(job)
    }

    func add<S: Stage>(
        _ stage: S, _ settings: StageSettings, from input: BoundedChannel<Item<S.Input>>,
        into output: BoundedChannel<Item<S.Output>>
    ) {
        let (control, losses) = (control, losses)
        let isOrdered = settings.workers > 1 && settings.ordered
        let permits = isOrdered ? PlacePermits(count: 2 * settings.workers * max(1, stage.itemsAtOnce)) : nil
        let window = permits.map { OrderWindow<S.Output>(permits: $0) }
        let ahead = settings.itemsAhead(itemsAtOnce: stage.itemsAtOnce)
        let job = PartJob(.stage, settings) { ledger in
            let inlet = Inlet(channel: input, ledger: ledger, permits: permits, ahead: ahead)
            let outlet = Outlet(channel: output, ledger: ledger, window: window, losses: losses, stage: settings.name)
            defer { inlet.close() }
            do {
                try await stage.run(from: inlet, into: outlet)
                if inlet.hasEnded { return }
                control.stop()
                while let item = try await inlet.next() {
                    try await outlet.filter(item, reason: "the stage had ended before")
                }
            } catch {
                throw inlet.failure(error, unaccounted: ledger.taken.load(ordering: .relaxed) - outlet.accounted)
            }
        } finish: {
            output.finish()
        }
        jobs.append(job)
    }

    func add<S: Sink>(_ sink: S, _ settings: StageSettings, from input: BoundedChannel<Item<S.Input>>) {
        let (control, losses) = (control, losses)
        let job = PartJob(.sink, settings) { ledger in
            let inlet = Inlet(channel: input, ledger: ledger, ahead: settings.itemsAhead(itemsAtOnce: 1))
            defer { inlet.close() }
            do {
                try await sink.run(from: inlet)
                if inlet.hasEnded { return }
                control.stop()
                while let item = try await inlet.next() {
                    ledger.addFiltered()
                    losses.record(
                        .filtered, item: item.id, origin: item.origin, stage: settings.name, reason: "the sink had ended before")
                }
            } catch {
                throw inlet.failure(
                    error, unaccounted: ledger.taken.load(ordering: .relaxed) - ledger.passed.load(ordering: .relaxed))
            }
        } finish: {
            try await sink.finish()
        } abandon: {
            await sink.abandon()
        }
        jobs.append(job)
    }
}

extension StageSettings {
    /// How many items the only worker of a part takes at a time from a channel on which nothing else has a claim. Half of the
    /// capacity, so that the part before can fill the other half meanwhile.
    fileprivate func itemsAhead(itemsAtOnce: Int) -> Int {
        workers == 1 && overflow == .block && itemsAtOnce == 1 ? min(max(1, capacity / 2), 256) : 1
    }
}

/// Runs a source until it ends or the run is asked to stop; then it is cancelled, so that it need not wait for its camera.
private func emit<S: Source>(
    from source: S, into output: BoundedChannel<Item<S.Output>>, ledger: WorkerLedger, control: RunControl
) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            let outlet = SourceOutlet(source: source.name, channel: output, ledger: ledger, stop: control.stopFlag)
            do {
                try await source.emit(into: outlet)
            } catch {
                // A stop cancels this task; only without one is the cancellation the source's own idea.
                if error is CancellationError, control.isStopping { return }
                if !Task.isCancelled { ledger.addFailed() }
                throw WorkerFailure(item: outlet.nextID, origin: nil, cause: error)
            }
        }
        group.addTask {
            do { _ = try await control.stopRequest.receive() } catch is CancellationError {}
        }
        try await group.next()
        group.cancelAll()
        try await group.next()
    }
}
