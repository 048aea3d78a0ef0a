/// One image on its way through a pipeline: who it is, and typed slots that stages fill and empty.
///
/// A stage that has used a slot up empties it (`infer` takes the tensor away), so that what a frame weighs in a channel is
/// only what a later stage still needs. Copies of a frame share the contents of their slots.
public struct Frame: Sendable {
    /// What results are named after: the file's name without its extension, or `frame-000012` in a stream without names.
    public let name: String
    /// The last number in the file's name: 12 in `frame-0012.jpg`.
    public let number: Int?
    /// The file that the frame was read from.
    public let file: String?

    private(set) var slots: [(name: String, value: any Sendable)] = []

    public init(name: String, number: Int? = nil, file: String? = nil) {
        self.name = name
        self.number = number
        self.file = file
    }

    /// The slot's content; nil where no stage filled it. Setting nil empties it.
    public subscript<Value: Sendable>(key: SlotKey<Value>) -> Value? {
        get { slots.first { $0.name == key.name }?.value as? Value }
        set {
            let position = slots.firstIndex { $0.name == key.name }
            switch (position, newValue) {
            case (let position?, let value?): slots[position].value = value
            case (let position?, nil): slots.remove(at: position)
            case (nil, let value?): slots.append((key.name, value))
            case (nil, nil): break
            }
        }
    }

    /// The slot's content, which an earlier stage must have filled.
    ///
    /// A pipeline file is checked for this before it runs; a pipeline built in Swift finds out here.
    /// - Throws: `VisionStageError.emptySlot`.
    public func require<Value: Sendable>(_ key: SlotKey<Value>) throws(VisionStageError) -> Value {
        guard let value = self[key] else {
            throw .emptySlot(key.name, filled: slots.map(\.name))
        }
        return value
    }

    /// `require`, and the slot is empty afterwards.
    public mutating func take<Value: Sendable>(_ key: SlotKey<Value>) throws(VisionStageError) -> Value {
        let value = try require(key)
        self[key] = nil
        return value
    }

    /// Fills the slots that are empty with what another frame has in them.
    mutating func fill(from other: Frame) {
        for slot in other.slots where !slots.contains(where: { $0.name == slot.name }) { slots.append(slot) }
    }
}
