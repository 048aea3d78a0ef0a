/// What an item is known by while its payload is elsewhere.
@usableFromInline
struct ItemLabel: Sendable {
    @usableFromInline let id: ItemID
    /// The file or address it came from.
    @usableFromInline let origin: String?
    /// Its number among all that entered the stage it is in.
    @usableFromInline let place: Int

    @inlinable
    init(_ item: Item<some Sendable>) {
        id = item.id
        origin = item.origin
        place = item.place
    }

    /// Of an item that is not in a stage.
    init(id: ItemID, origin: String?) {
        self.id = id
        self.origin = origin
        place = 0
    }
}
