/// The slots that are filled at one place of a pipeline.
public struct SlotTable: Sendable, Hashable {
    private var slots: [SlotName: Slot] = [:]
    private var takenBy: [SlotName: String] = [:]
    /// Slots that the inputs of a join have from different stages, with those stages.
    public private(set) var conflicts: [SlotName: [String]] = [:]

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
        conflicts[slot.name] = nil
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

    /// What is filled where several stages are read: in all of them, because an item comes from any one.
    package static func common(_ tables: [SlotTable]) -> SlotTable {
        guard var result = tables.first else { return SlotTable() }
        for name in result.slots.keys where !tables.allSatisfy({ $0[name] != nil }) {
            let taker = tables.lazy.compactMap { $0.takenBy[name] }.first
            result.slots[name] = nil
            result.takenBy[name] = taker
        }
        return result
    }

    /// What is filled where several stages are joined: in any of them. Of different contents the first table's is shown.
    package static func joined(_ tables: [SlotTable]) -> SlotTable {
        var result = SlotTable()
        for table in tables {
            for (name, slot) in table.slots {
                if let other = result.slots[name], other.writer != slot.writer {
                    result.conflicts[name, default: [other.writer]].append(slot.writer)
                }
                result.slots[name] = result.slots[name] ?? slot
            }
            result.takenBy.merge(table.takenBy) { first, _ in first }
        }
        for name in result.slots.keys { result.takenBy[name] = nil }
        return result
    }
}
