/// What travels with an item for the framework's own use. Its end is felt: whoever waits for the item, or counts what it weighs, hears
/// of it as soon as the item is gone, wherever it went.
@usableFromInline
package final class ItemCompanions: Sendable {
    /// One for each join that the item is on its way to.
    let tickets: [JoinTicket]
    /// Its share of the bytes that the run may hold.
    let weight: ItemWeight?

    /// `nil` where there is nothing to carry.
    init?(tickets: [JoinTicket], weight: ItemWeight?) {
        if tickets.isEmpty, weight == nil { return nil }
        self.tickets = tickets
        self.weight = weight
    }

    /// The share of a copy; the first one goes on with that of the item.
    func weight(ofCopy position: Int) -> ItemWeight? { position == 0 ? weight : weight?.another() }

    /// Without the ticket of one join.
    func without(join: Int) -> ItemCompanions? {
        ItemCompanions(tickets: tickets.filter { $0.join != join }, weight: weight)
    }

    /// Takes note of what the item weighs now.
    @usableFromInline
    func weigh(_ payload: some Sendable) {
        weight?.weigh(payload)
    }
}
