extension Pipeline {
    /// Runs the pipeline to its end: one task group, a task for each worker.
    ///
    /// Returns the report of a run that came to its end, was stopped, or was cancelled (by ``RunControl/cancel()`` or by
    /// cancelling the calling task): ``RunReport/ending`` says which.
    ///
    /// - Parameters:
    ///   - control: Stops and watches the run. Each run needs its own.
    ///   - start: Whether the run begins anew or goes on where an interrupted one stopped.
    ///   - items: The items to work on.
    ///   - clock: Times what the run waits for.
    ///   - observers: Are told of what happens.
    ///   - watch: What is told when nothing moves, and how long a stop may take.
    /// - Throws: ``RunFailure`` when a part fails, or nothing moves any more; all others are then cancelled, and the report up to
    ///   then is in the failure. (When one of several sources fails, the others go on, and it is thrown in the end.)
    ///   ``DataflowError`` when the pipeline can't be run at all, `FileRefusal` when a file of dead letters can't be written.
    public func run(
        control: RunControl = RunControl(), start: RunStart = .fresh, items: ItemSelection = .all,
        clock: RunClock = .continuous, observers: [any RunObserver] = [], watch: RunWatch = RunWatch()
    ) async throws -> RunReport {
        try validate()
        guard watch.problems.isEmpty else { throw DataflowError.invalidPipeline(watch.problems) }
        let events = RunEvents(observers)
        let context = try RunContext(
            control: control, start: start, items: items, clock: clock, events: events, settings: settings,
            memoryLimit: memoryLimit)
        let assembly = RunAssembly(graph, context)
        let (jobs, losses) = (assembly.jobs, context.losses)
        for job in jobs { job.observe(events) }
        let threads = try WorkerThreads(for: jobs)
        defer { threads.shutDown() }
        let ledger = RunLedger(
            parts: jobs.map { RunLedger.Part(kind: $0.kind, settings: $0.settings, workers: $0.ledgers) },
            channels: assembly.channels, windows: assembly.waits, budget: context.budget,
            expectedCount: items.count ?? expectedCount)
        try control.attach(ledger, events)
        events.send(.began(ObservedRun(ledger, control)))
        let oversight = Oversight(watch.telling(events), ledger, context)

        var outcome = Outcome()
        do throws(StartFailure) {
            context.begin(with: try await begin(start))
            ledger.leaveOut(context.storedBefore.values.count(where: \.isWhole))
            outcome = await oversight.during {
                let outcome = await work(jobs, on: threads, control: control, oversight, events)
                if !outcome.isOrderly { await abandon(jobs, on: threads) }
                return outcome
            }
            if outcome.failure == nil, let verdict = oversight.verdict {
                outcome.failure = settings.first { $0.name == verdict.stage }.map { ($0, WorkerFailure(verdict)) }
            }
        } catch {
            outcome.failure = (error.settings, WorkerFailure(item: nil, origin: nil, cause: error.cause))
        }
        do {
            try context.finish(outcome.ending(isStopping: control.isStopping))
        } catch {
            let writer = settings.first { $0.onError.deadLetterPath != nil }
            outcome.failure = outcome.failure ?? writer.map { ($0, WorkerFailure(item: nil, origin: nil, cause: error)) }
        }
        let ending = outcome.ending(isStopping: control.isStopping)
        ledger.end()
        let counts = ledger.snapshot(isStopping: control.isStopping)
        guard let (settings, failure) = outcome.failure else {
            let report = RunReport(
                ending: ending, counts: counts, losses: losses.all, missing: ending == .finished ? items.missing : [],
                stalls: oversight.stalls, stranded: oversight.stranded)
            events.send(.ended(report))
            return report
        }
        let summary = RunReport.Failure(settings, failure)
        let report = RunReport(
            ending: ending, failure: summary, counts: counts, losses: losses.all, stalls: oversight.stalls,
            stranded: oversight.stranded)
        events.send(.failed(summary))
        events.send(.ended(report))
        throw RunFailure(
            stage: settings.name, item: failure.item, origin: failure.origin, cause: failure.cause, report: report)
    }

    /// Lets the sinks begin; what an interrupted run stored, by sink.
    private func begin(_ start: RunStart) async throws(StartFailure) -> [Int: [StoredItem]] {
        var stored: [Int: [StoredItem]] = [:]
        for (index, part) in graph.parts.enumerated() {
            guard let begin = part.begin else { continue }
            do {
                stored[index] = try await begin(start)
            } catch {
                throw StartFailure(settings: part.settings, cause: error)
            }
        }
        return stored
    }

    private struct Outcome {
        var failure: (StageSettings, WorkerFailure)?
        var wasCancelled = false

        var isOrderly: Bool { failure == nil && !wasCancelled }

        func ending(isStopping: Bool) -> RunReport.Ending {
            failure != nil ? .failed : wasCancelled ? .cancelled : isStopping ? .stopped : .finished
        }
    }

    private func work(
        _ jobs: [PartJob], on threads: WorkerThreads, control: RunControl, _ oversight: Oversight, _ events: RunEvents
    ) async -> Outcome {
        await withTaskGroup(of: WorkerEnding.self) { group in
            var running = 0
            for (part, job) in jobs.enumerated() {
                for worker in job.ledgers.indices {
                    running += 1
                    if let thread = threads[part, worker] {
                        group.addTask(executorPreference: thread) { await job.runWorker(worker) }
                    } else {
                        // A preference of `nil` is none at all, not that of the task that runs the pipeline.
                        group.addTask { await job.runWorker(worker) }
                    }
                }
            }
            group.addTask {
                let wasCancelled = (try? await control.cancelRequest.receive()) == nil && !Task.isCancelled
                return wasCancelled ? .cancelRequested : .nothing
            }
            var outcome = Outcome()
            for await ending in group {
                switch ending {
                case .ended: running -= 1
                case .cancelled:
                    running -= 1
                    outcome.wasCancelled = true
                case .failed(let job, let failure):
                    running -= 1
                    // The first failure is the cause; those that follow are its echoes.
                    if outcome.failure == nil { outcome.failure = (job.settings, failure) }
                    if job.isExpendable {
                        events.send(.sourceDied(RunReport.Failure(job.settings, failure)))
                        break
                    }
                    oversight.noteDeparture(failure: RunReport.Failure(job.settings, failure))
                    group.cancelAll()
                case .cancelRequested:
                    oversight.noteDeparture()
                    group.cancelAll()
                case .nothing: break
                }
                if running == 0 { group.cancelAll() }
            }
            return outcome
        }
    }

    /// Tells the parts that they will get no more, each on its first worker's thread.
    private func abandon(_ jobs: [PartJob], on threads: WorkerThreads) async {
        for (part, job) in jobs.enumerated() {
            await withTaskExecutorPreference(threads[part, 0]) { await job.abandonUnlessFinished() }
        }
    }
}

/// What kept a part from beginning.
struct StartFailure: Error {
    let settings: StageSettings
    let cause: any Error
}

extension RunReport.Failure {
    fileprivate init(_ settings: StageSettings, _ failure: WorkerFailure) {
        self.init(stage: settings.name, item: failure.item, origin: failure.origin, message: "\(failure.cause)")
    }
}

extension WorkerFailure {
    fileprivate init(_ verdict: StallReport) {
        self.init(item: verdict.item?.id, origin: verdict.item?.origin, cause: WatchdogError(verdict))
    }
}
