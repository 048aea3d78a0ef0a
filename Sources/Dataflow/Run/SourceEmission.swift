/// Runs a source until it ends or the run is asked to stop; then it is cancelled, so that it need not wait for its camera.
func emit<S: Source>(
    from source: S, into exit: Exit<S.Output>, _ settings: StageSettings, _ pace: Pace?, _ givingUp: GivingUp,
    _ context: RunContext
) async throws {
    let control = context.control
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            let outlet = SourceOutlet(
                source: source.name, exit: exit, stop: control.stopFlag, policy: settings.onError, givingUp: givingUp,
                lifetime: settings.lifetime, pace: pace, selection: context.items, done: context.storedBefore,
                budget: context.budget, clock: context.clock)
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
