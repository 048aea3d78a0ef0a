import Dataflow

/// What every stage of a catalogue promises, whatever it does.
public enum StagePromise: String, CaseIterable, Sendable {
    case describesItself = "says what it does, and what each of its options means"
    case readsItsOptions = "reads every option that it declares, and only those"
    case refusesMisspelt = "refuses a misspelt option and says which was meant"
    case refusesWrongValues = "refuses a value that an option can't have"
    case isOfItsKind = "is of the kind that its entry says"
    case endsWithItsInput = "ends when its input ends"
    case endsWhenStopped = "ends when the run is stopped"
    case endsWhenCancelled = "ends when the run is cancelled"
    case accountsForItems = "accounts for every item"
    case keepsTheOrder = "keeps the order with several workers"
    case namesItsFailures = "fails with its name and the item"

    /// Whether a stage of this kind can keep or break it.
    func concerns(_ kind: StageKind) -> Bool {
        switch self {
        case .endsWithItsInput, .namesItsFailures: kind != .source
        case .keepsTheOrder: kind == .transform
        default: true
        }
    }
}

/// A promise that a stage of a catalogue does not keep.
public struct BrokenPromise: Error, Hashable, CustomStringConvertible {
    public let stage: String
    public let promise: StagePromise
    public let found: String

    /// `stage "blur": expected that it ends when its input ends, found …`
    public var description: String { "stage \"\(stage)\": expected that it \(promise.rawValue), found \(found)" }
}
