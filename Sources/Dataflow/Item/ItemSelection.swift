import Synchronization

/// Which items of its sources a run works on; the others are passed over by the sources and counted so. For one run.
public final class ItemSelection: Sendable {
    private enum Rule {
        case all
        case only([ItemID: DeadLetter])
    }

    private let rule: Rule
    /// The items that are named as wanted and that no source has had so far.
    private let open: Mutex<Set<ItemID>>
    /// How many items are wanted, where that is known.
    let count: Int?

    private init(_ rule: Rule, named: Set<ItemID> = [], count: Int? = nil) {
        self.rule = rule
        self.count = count
        open = Mutex(named)
    }

    public static let all = ItemSelection(.all)

    /// The items of dead letters and no others.
    public static func only(_ letters: [DeadLetter]) -> ItemSelection {
        let wanted = Dictionary(letters.map { ($0.item, $0) }) { $1 }
        return ItemSelection(.only(wanted), named: Set(wanted.keys), count: wanted.count)
    }

    /// Whether a run that came to its end has worked on the item, had its source it and was it not done before.
    func includes(_ id: ItemID) -> Bool { if case .only(let letters) = rule { letters[id] != nil } else { true } }

    var isAll: Bool { if case .all = rule { true } else { false } }

    /// The items that are named as wanted and that no source has had, in order.
    var missing: [ItemID] { open.withLock { $0.sorted() } }

    /// Whether the source is to emit the item.
    ///
    /// - Throws: ``DataflowError/changedSource(_:expected:found:)`` where the item comes from another file than it did.
    func wants(_ id: ItemID, origin: String?) throws -> Bool {
        switch rule {
        case .all: return true
        case .only(let letters):
            guard let letter = letters[id] else { return false }
            guard letter.origin == origin else {
                throw DataflowError.changedSource(id, expected: letter.origin ?? "no origin", found: origin ?? "no origin")
            }
            _ = open.withLock { $0.remove(id) }
            return true
        }
    }
}
