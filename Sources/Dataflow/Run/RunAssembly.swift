import Synchronization

/// Puts the channels and jobs of one run together, from what the pipeline's links say.
final class RunAssembly {
    private(set) var jobs: [PartJob] = []
    private(set) var channels: [RunLedger.Channel] = []
    let context: RunContext

    init(_ context: RunContext) {
        self.context = context
    }

    private func admission(_ settings: StageSettings) -> Admission? {
        let pace = settings.rate.map { Pace(itemsPerSecond: $0, clock: context.clock) }
        return Admission(settings, pace: pace, clock: context.clock, losses: context.losses)
    }

    /// The channel before a part. Links are made from the sink to the source, so each new channel comes before the others.
    func channel<Payload>(before settings: StageSettings, of: Payload.Type) -> BoundedChannel<Item<Payload>> {
        let losses = context.losses
        let channel = BoundedChannel<Item<Payload>>(capacity: settings.capacity, overflow: settings.overflow) { item in
            losses.record(
                .dropped, item: item.id, origin: item.origin, stage: settings.name,
                reason: "the channel before it was full (\(settings.overflow.rawValue), capacity \(settings.capacity))")
        }
        channels.insert(RunLedger.Channel(settings: settings) { channel.counts }, at: 0)
        return channel
    }

    func add<S: Source>(_ source: S, _ settings: StageSettings, into output: BoundedChannel<Item<S.Output>>) {
        let context = context
        let pace = settings.rate.map { Pace(itemsPerSecond: $0, clock: context.clock) }
        let job = PartJob(.source, settings) { ledger in
            let givingUp = context.givingUp(settings, ledger)
            try await emit(from: source, into: output, settings, pace, givingUp, context)
        } finish: {
            output.finish()
        }
        jobs.append(job)
    }

    func add<S: Stage>(
        _ stage: S, _ settings: StageSettings, from input: BoundedChannel<Item<S.Input>>,
        into output: BoundedChannel<Item<S.Output>>
    ) {
        let context = context
        let isOrdered = settings.workers > 1 && settings.ordered
        let permits = isOrdered ? PlacePermits(count: 2 * settings.workers * max(1, stage.itemsAtOnce)) : nil
        let window = permits.map { OrderWindow<S.Output>(permits: $0) }
        let ahead = settings.itemsAhead(itemsAtOnce: stage.itemsAtOnce)
        let admission = admission(settings)
        let job = PartJob(.stage, settings) { ledger in
            let inlet = Inlet(
                channel: input, ledger: ledger, permits: permits, ahead: ahead, keeping: settings.onError.keeping,
                admission: admission, clock: context.clock)
            let outlet = Outlet(channel: output, ledger: ledger, window: window, losses: context.losses, stage: settings.name)
            let release = { (item: ItemLabel) in
                outlet.accounted += 1
                try await window?.complete(item.place, id: item.id, with: nil, into: outlet)
            }
            inlet.release = release
            let recovery = Recovery(settings, inlet, context.givingUp(settings, ledger), context.clock, release: release)
            defer { inlet.close() }
            try await recovery.run {
                try await stage.run(from: inlet, into: outlet)
            } unaccounted: {
                ledger.taken.load(ordering: .relaxed) - outlet.accounted
            }
            if inlet.hasEnded { return }
            context.control.stop()
            while let item = try await inlet.next() {
                try await outlet.filter(item, reason: "the stage had ended before")
            }
        } finish: {
            output.finish()
        }
        jobs.append(job)
    }

    func add<S: Sink>(_ sink: S, _ settings: StageSettings, from input: BoundedChannel<Item<S.Input>>) {
        let context = context
        let admission = admission(settings)
        let job = PartJob(.sink, settings) { ledger in
            let inlet = Inlet(
                channel: input, ledger: ledger, ahead: settings.itemsAhead(itemsAtOnce: 1),
                keeping: settings.onError.keeping, admission: admission, clock: context.clock)
            defer { inlet.close() }
            let recovery = Recovery(settings, inlet, context.givingUp(settings, ledger), context.clock)
            try await recovery.run {
                try await sink.run(from: inlet)
            } unaccounted: {
                ledger.unaccounted
            }
            if inlet.hasEnded { return }
            context.control.stop()
            while let item = try await inlet.next() {
                ledger.addFiltered()
                context.losses.record(
                    .filtered, item: item.id, origin: item.origin, stage: settings.name, reason: "the sink had ended before")
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
    from source: S, into output: BoundedChannel<Item<S.Output>>, _ settings: StageSettings, _ pace: Pace?, _ givingUp: GivingUp,
    _ context: RunContext
) async throws {
    let control = context.control
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            let outlet = SourceOutlet(
                source: source.name, channel: output, stop: control.stopFlag, policy: settings.onError, givingUp: givingUp,
                lifetime: settings.lifetime, pace: pace, selection: context.items, done: context.done, clock: context.clock)
            do {
                try await source.emit(into: outlet)
            } catch {
                // A stop cancels this task; only without one is the cancellation the source's own idea.
                if error is CancellationError, control.isStopping { return }
                if !Task.isCancelled { givingUp.ledger.addFailed() }
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
