/// Held by all copies of an item that are on their way to a join. When the last copy has arrived or is gone, so is the ticket, and the
/// join knows that it need not wait for more: be it that a branch filtered its copy, dropped it, gave it up, or never got one.
final class JoinTicket: Sendable {
    /// The join's number in the graph.
    let join: Int
    /// The item's number among all that parted.
    let number: Int
    private let window: JoinWindow

    init(join: Int, number: Int, window: JoinWindow) {
        self.join = join
        self.number = number
        self.window = window
    }

    deinit { window.resolve(number) }
}
