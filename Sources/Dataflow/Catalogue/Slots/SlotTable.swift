/// The slots that are filled at one place of a pipeline.
public struct SlotTable: Sendable, Hashable {
    private var slots: [SlotName: Slot] = [:]
    private var takenBy: [SlotName: String] = [:]

    public init(_ slots: [Slot] = []) {
        for slot in slots { self.slots[slot.name] = slot }
    }

    /// What lies in the slot here, nil where it is empty.
    public subscript(name: SlotName) -> Slot? { slots[name] }

    /// The filled slots in the order of their names.
    public var filled: [Slot] {
        slots.values.sorted { $0.name < $1.name }
    }

    /// The stage that emptied the slot, where one did.
    public func taker(of name: SlotName) -> String? { takenBy[name] }

    /// Fills a slot on behalf of a stage.
    public mutating func fill(_ slot: Slot, by stage: String) {
        var written = slot
        written.writer = stage
        slots[slot.name] = written
        takenBy[slot.name] = nil
    }

    /// Empties a slot on behalf of a stage; one that is empty stays so.
    public mutating func empty(_ name: SlotName, by stage: String) {
        guard slots.removeValue(forKey: name) != nil else { return }
        takenBy[name] = stage
    }
}
