/// What all parts of one run share.
struct RunContext: Sendable {
    let control: RunControl
    let items: ItemSelection
    let clock: RunClock
    let losses = LossLog()
    /// The files of dead letters by their paths.
    let letters: [String: DeadLetterFile]

    /// Opens the files of dead letters that the parts' policies name.
    init(control: RunControl, items: ItemSelection, clock: RunClock, settings: [StageSettings]) throws {
        self.control = control
        self.items = items
        self.clock = clock
        let paths = Set(settings.compactMap(\.onError.deadLetterPath))
        letters = try Dictionary(uniqueKeysWithValues: paths.map { ($0, try DeadLetterFile(replacing: $0)) })
    }

    func givingUp(_ settings: StageSettings, _ ledger: WorkerLedger) -> GivingUp {
        GivingUp(
            stage: settings.name, ledger: ledger, losses: losses, letters: settings.onError.deadLetterPath.flatMap { letters[$0] }
        )
    }
}
