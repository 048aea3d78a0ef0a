import Synchronization

/// The bytes that one item holds of the run's budget; they are free again when the item is gone, whatever became of it.
final class ItemWeight: Sendable {
    private let budget: ByteBudget
    private let bytes: Atomic<Int>

    /// For bytes that the budget has granted already.
    init(granted bytes: Int, of budget: ByteBudget) {
        self.budget = budget
        self.bytes = Atomic(bytes)
    }

    deinit { budget.change(by: -bytes.load(ordering: .relaxed)) }

    /// What the item holds now. A stage may make it heavier than the budget has room for: it is the sources that wait, because an item
    /// on its way can only become light again by going on.
    func weigh(_ payload: some Sendable) {
        guard let counted = payload as? any ByteCounted else { return }
        let new = counted.byteCount
        budget.change(by: new - bytes.exchange(new, ordering: .relaxed))
    }

    /// As much again, for a copy of the item. (Copies share what they hold as long as no stage changes it; it is counted for each.)
    func another() -> ItemWeight {
        let count = bytes.load(ordering: .relaxed)
        budget.change(by: count)
        return ItemWeight(granted: count, of: budget)
    }
}
