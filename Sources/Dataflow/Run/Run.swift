extension Pipeline {
    /// Runs the pipeline to its end: one task group, a task for each worker.
    ///
    /// Returns the report of a run that came to its end, was stopped, or was cancelled (by ``RunControl/cancel()`` or by
    /// cancelling the calling task): ``RunReport/ending`` says which.
    ///
    /// - Parameters:
    ///   - control: Stops and watches the run. Each run needs its own.
    ///   - items: The items to work on.
    ///   - clock: Times what the run waits for.
    /// - Throws: ``RunFailure`` when a part fails; all others are then cancelled, and the report up to then is in the
    ///   failure. ``DataflowError`` when the pipeline can't be run at all, `FileRefusal` when a file of dead letters can't be
    ///   written.
    public func run(
        control: RunControl = RunControl(), items: ItemSelection = .all, clock: RunClock = .continuous
    ) async throws -> RunReport {
        let problems = problems
        guard problems.isEmpty else { throw DataflowError.invalidPipeline(problems) }
        let context = try RunContext(control: control, items: items, clock: clock, settings: settings)
        let assembly = RunAssembly(context)
        assemble(assembly)
        let (jobs, losses) = (assembly.jobs, context.losses)
        let threads = try WorkerThreads(for: jobs)
        defer { threads.shutDown() }
        let ledger = RunLedger(
            parts: jobs.map { RunLedger.Part(kind: $0.kind, settings: $0.settings, workers: $0.ledgers) },
            channels: assembly.channels, expectedCount: items.count ?? expectedCount)
        try control.attach(ledger)

        let outcome = await work(jobs, on: threads, control: control)
        if !outcome.isOrderly { await abandon(jobs, on: threads) }
        ledger.end()
        let counts = ledger.snapshot(isStopping: control.isStopping)
        guard let (job, failure) = outcome.failure else {
            let ending: RunReport.Ending = !outcome.isOrderly ? .cancelled : control.isStopping ? .stopped : .finished
            return RunReport(
                ending: ending, counts: counts, losses: losses.all, missing: ending == .finished ? items.missing : [])
        }
        let summary = RunReport.Failure(
            stage: job.settings.name, item: failure.item, origin: failure.origin, message: "\(failure.cause)")
        throw RunFailure(
            stage: job.settings.name, item: failure.item, origin: failure.origin, cause: failure.cause,
            report: RunReport(ending: .failed, failure: summary, counts: counts, losses: losses.all))
    }

    private struct Outcome {
        var failure: (PartJob, WorkerFailure)?
        var wasCancelled = false

        var isOrderly: Bool { failure == nil && !wasCancelled }
    }

    private func work(_ jobs: [PartJob], on threads: WorkerThreads, control: RunControl) async -> Outcome {
        await withTaskGroup(of: WorkerEnding.self) { group in
            var running = 0
            for (part, job) in jobs.enumerated() {
                for worker in 0..<job.settings.workers {
                    running += 1
                    group.addTask(executorPreference: threads[part, worker]) { await job.runWorker(worker) }
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
                    if outcome.failure == nil { outcome.failure = (job, failure) }
                    group.cancelAll()
                case .cancelRequested: group.cancelAll()
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
