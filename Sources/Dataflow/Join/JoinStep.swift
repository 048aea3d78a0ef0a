/// What has arrived at a join, its payload's type forgotten.
typealias JoinedItem = Item<any Sendable>

/// What a join does next.
enum JoinStep: Sendable {
    /// Join these, by input; empty where nothing came of an item that parted.
    case join([JoinedItem?])
    /// No partner will come.
    case giveUp(JoinedItem, input: Int, reason: String)
    /// Wait for more.
    case wait
    /// All is done.
    case over
}

/// The state of a join: decides which items belong together.
protocol JoinMachine: Sendable {
    /// An item parts whose copies will arrive; the number under which they do.
    mutating func begin() -> Int
    /// - Parameter number: what `begin` gave; 0 for an item that did not part.
    mutating func arrive(_ item: JoinedItem, input: Int, number: Int)
    /// No more will arrive by this input.
    mutating func end(input: Int)
    /// The copies of an item that parted have all arrived, or are gone.
    mutating func resolve(_ number: Int)
    /// What is due, taken out.
    mutating func next() -> JoinStep
}
