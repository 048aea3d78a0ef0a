import Synchronization

/// What all parts of one run share.
final class RunContext: Sendable {
    let control: RunControl
    let items: ItemSelection
    let clock: RunClock
    let events: RunEvents
    let losses: LossLog
    /// The files of dead letters by their paths.
    private let letters: [String: DeadLetterFile]
    /// Present where the pipeline's memory is limited.
    let budget: ByteBudget?
    private let stored = Mutex<[Int: [ItemID: StoredItem]]>([:])

    /// Opens the files of dead letters that the parts' policies name.
    init(
        control: RunControl, start: RunStart, items: ItemSelection, clock: RunClock, events: RunEvents,
        settings: [StageSettings], memoryLimit: Int?
    ) throws {
        self.events = events
        losses = LossLog(events)
        self.control = control
        self.items = items
        self.clock = clock
        budget = memoryLimit.map { ByteBudget(limit: $0) }
        letters = try DeadLetterFile.open(Set(settings.compactMap(\.onError.deadLetterPath)), start)
    }

    /// What an interrupted run stored. Set before any part runs.
    var storedBefore: [ItemID: StoredBefore] {
        stored.withLock { stored in
            stored.values.reduce(into: [:]) { result, items in
                for (id, item) in items where result[id] == nil {
                    result[id] = StoredBefore(origin: item.origin, isWhole: stored.values.allSatisfy { $0[id] != nil })
                }
            }
        }
    }

    /// What an interrupted run stored in one sink of several.
    func storedAlready(by sink: Int) -> Set<ItemID> {
        stored.withLock { stored in stored.count > 1 ? Set((stored[sink] ?? [:]).keys) : [] }
    }

    /// - Parameter items: by sink.
    func begin(with items: [Int: [StoredItem]]) {
        stored.withLock { $0 = items.mapValues { Dictionary($0.map { ($0.id, $0) }) { $1 } } }
    }

    /// Closes the files of dead letters.
    func finish(_ ending: RunReport.Ending) throws {
        let worked: ((ItemID) -> Bool)? = ending == .finished ? { self.items.includes($0) } : nil
        for file in letters.values { try file.finish(wasWorkedOn: worked) }
    }

    func givingUp(_ settings: StageSettings, _ ledger: WorkerLedger) -> GivingUp {
        GivingUp(
            stage: settings.name, ledger: ledger, losses: losses,
            letters: settings.onError.deadLetterPath.flatMap { letters[$0] },
            events: events)
    }
}
