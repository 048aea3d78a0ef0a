import Synchronization

/// What all parts of one run share.
final class RunContext: Sendable {
    let control: RunControl
    let items: ItemSelection
    let clock: RunClock
    let losses = LossLog()
    /// The files of dead letters by their paths.
    private let letters: [String: DeadLetterFile]
    private let stored = Mutex<[ItemID: StoredItem]>([:])

    /// Opens the files of dead letters that the parts' policies name.
    init(
        control: RunControl, start: RunStart, items: ItemSelection, clock: RunClock, settings: [StageSettings]
    ) throws {
        self.control = control
        self.items = items
        self.clock = clock
        letters = try DeadLetterFile.open(Set(settings.compactMap(\.onError.deadLetterPath)), start)
    }

    /// What an interrupted run stored. Set before any part runs.
    var done: [ItemID: StoredItem] { stored.withLock(\.self) }

    func begin(with items: [StoredItem]) {
        stored.withLock { $0 = Dictionary(items.map { ($0.id, $0) }) { $1 } }
    }

    /// Closes the files of dead letters.
    func finish(_ ending: RunReport.Ending) throws {
        let worked: ((ItemID) -> Bool)? = ending == .finished ? { self.items.includes($0) } : nil
        for file in letters.values { try file.finish(wasWorkedOn: worked) }
    }

    func givingUp(_ settings: StageSettings, _ ledger: WorkerLedger) -> GivingUp {
        GivingUp(
            stage: settings.name, ledger: ledger, losses: losses, letters: settings.onError.deadLetterPath.flatMap { letters[$0] }
        )
    }
}
