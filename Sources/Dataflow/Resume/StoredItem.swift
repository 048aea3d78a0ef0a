/// An item that an interrupted run stored.
public struct StoredItem: Sendable, Hashable {
    public let id: ItemID
    /// The file or address that it came from: it must be there still under the same number. `nil` where the sink doesn't know.
    public let origin: String?

    public init(_ id: ItemID, origin: String? = nil) {
        self.id = id
        self.origin = origin
    }
}
