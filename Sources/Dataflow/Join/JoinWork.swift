/// What a join does with the items that belong together.
struct JoinWork<Output: Sendable>: Sendable {
    let rule: JoinRule
    let incomplete: IncompleteJoin
    /// The parts that the inputs come from, by name.
    let inputs: [String]
    /// Makes one payload of those of the inputs; what is missing is `nil`.
    let combine: @Sendable ([(any Sendable)?]) async throws -> Output?
}

/// The two tasks of a join: one takes in what arrives, the other joins it and hands it on.
struct JoinTasks<Output: Sendable>: Sendable {
    let work: JoinWork<Output>
    let part: Int
    let settings: StageSettings
    let window: JoinWindow
    let channel: BoundedChannel<Item<JoinArrival>>
    let exit: Exit<Output>
    let context: RunContext

    func collect(_ ledger: WorkerLedger) async throws {
        let inlet = Inlet(channel: channel, ledger: ledger, ahead: 1, keeping: .nothing, admission: nil, clock: context.clock)
        defer { inlet.close() }
        // What arrives is not worked on here.
        ledger.timer.turnOff()
        while let item = try await inlet.next() { try window.arrive(item, join: part, stage: settings.name) }
    }

    func join(_ ledger: WorkerLedger) async throws {
        let outlet = Outlet(exit, ledger: ledger, losses: context.losses, stage: settings.name)
        while true {
            switch try await window.next(ledger) {
            case .join(let items): try await join(items, into: outlet, ledger)
            case .giveUp(let item, let input, let reason):
                try await outlet.filter(item, reason: "\(reason) (from \"\(work.inputs[input])\")")
            case .wait: continue
            case .over: return
            }
        }
    }

    private func join(_ items: [JoinedItem?], into outlet: Outlet<Output>, _ ledger: WorkerLedger) async throws {
        guard let first = items.compactMap(\.self).first else { return }
        ledger.addMerged(items.count { $0 != nil } - 1)
        let missing = zip(items, work.inputs).filter { $0.0 == nil }.map { "\"\($0.1)\"" }
        if !missing.isEmpty, work.incomplete == .drop {
            return try await outlet.filter(first, reason: "it did not come from \(missing.joined(separator: ", "))")
        }
        ledger.timer.start(ItemLabel(first), 0)
        let givingUp = context.givingUp(settings, ledger)
        let attempt = ItemAttempt(settings.onError, givingUp, context.clock, item: first.id, origin: first.origin)
        let result: Result<Output?, any Error>
        do {
            guard let made = try await attempt.run({ try await work.combine(items.map { $0?.payload }) }) else { return }
            result = .success(made)
        } catch {
            result = .failure(error)
        }
        switch result {
        case .success(let output?): try await outlet.send(first.with(output))
        case .success(nil): try await outlet.filter(first)
        case .failure(let error):
            if Task.isCancelled { throw error }
            ledger.timer.endAll(as: .failed)
            ledger.addFailed()
            throw WorkerFailure(item: first.id, origin: first.origin, cause: error)
        }
    }
}
