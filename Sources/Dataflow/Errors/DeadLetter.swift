/// An item that a part gave up, as a file of dead letters keeps it: which one, where it came from, where and why it failed.
///
/// A file of dead letters is JSON Lines, one letter a line. `Pipeline.run(items:)` with ``ItemSelection/only(_:)`` runs the items of
/// such a file again, and no others.
public struct DeadLetter: Sendable, Hashable, Codable {
    public let source: String
    public let index: Int
    /// The file or address that the item came from.
    public let origin: String?
    /// The part that gave it up.
    public let stage: String
    public let error: String
    /// How often the part tried.
    public let attempts: Int

    public init(item: ItemID, origin: String?, stage: String, error: String, attempts: Int) {
        source = item.source
        index = item.index
        self.origin = origin
        self.stage = stage
        self.error = error
        self.attempts = attempts
    }

    public var item: ItemID { ItemID(source: source, index: index) }
}
