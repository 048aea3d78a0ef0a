import Synchronization

extension RunAssembly {
    private func pace(_ settings: StageSettings) -> Pace? {
        settings.rate.map { Pace(itemsPerSecond: $0, clock: context.clock) }
    }

    func add<S: Source>(_ source: S, _ settings: StageSettings, at part: Int) {
        let context = context
        let exit = exit(of: part, giving: S.Output.self)
        let pace = pace(settings)
        // A dead source does not end the others: the run goes on with them, and fails in the end.
        let job = PartJob(.source, settings, isExpendable: hasSeveralSources) { ledger in
            let givingUp = context.givingUp(settings, ledger)
            try await emit(from: source, into: exit, settings, pace, givingUp, context)
        } finish: {
            exit.finish()
        }
        add(job, at: part)
    }

    func add<S: Stage>(_ stage: S, _ settings: StageSettings, at part: Int, from input: BoundedChannel<Item<S.Input>>) {
        let context = context
        let exit = exit(of: part, giving: S.Output.self)
        let isOrdered = settings.workers > 1 && settings.ordered
        let permits = isOrdered ? PlacePermits(count: 2 * settings.workers * max(1, stage.itemsAtOnce)) : nil
        if let permits { add(RunLedger.Window { [permits.sight(.orderWindow, of: settings.name)] }) }
        let window = permits.map { OrderWindow<S.Output>(permits: $0) }
        let ahead = settings.itemsAhead(itemsAtOnce: stage.itemsAtOnce)
        let admission = Admission(settings, pace: pace(settings), clock: context.clock, losses: context.losses)
        let job = PartJob(.stage, settings) { ledger in
            let inlet = Inlet(
                channel: input, ledger: ledger, permits: permits, ahead: ahead, keeping: settings.onError.keeping,
                admission: admission, clock: context.clock)
            let outlet = Outlet(exit, ledger: ledger, window: window, losses: context.losses, stage: settings.name)
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
            context.control.endSources()
            while let item = try await inlet.next() {
                try await outlet.filter(item, reason: "the stage had ended before")
            }
        } finish: {
            exit.finish()
        }
        add(job, at: part)
    }

    func add<S: Sink>(_ sink: S, _ settings: StageSettings, at part: Int, from input: BoundedChannel<Item<S.Input>>) {
        let context = context
        let pace = pace(settings)
        let job = PartJob(.sink, settings) { ledger in
            let admission = Admission(
                settings, pace: pace, stored: context.storedAlready(by: part), clock: context.clock, losses: context.losses)
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
            context.control.endSources()
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
        add(job, at: part)
    }
}

extension StageSettings {
    /// How many items the only worker of a part takes at a time from a channel on which nothing else has a claim. Half of the
    /// capacity, so that the part before can fill the other half meanwhile.
    fileprivate func itemsAhead(itemsAtOnce: Int) -> Int {
        workers == 1 && overflow == .block && itemsAtOnce == 1 ? min(max(1, capacity / 2), 256) : 1
    }
}
