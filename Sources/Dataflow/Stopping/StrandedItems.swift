/// Items that were on their way at one place of a run when it ended before its time.
public struct StrandedItems: Sendable, Hashable, Codable {
    public enum Place: String, Sendable, Codable {
        /// In the channel before the stage.
        case before
        /// In the stage.
        case inside = "in"
    }

    public var place: Place
    public var stage: String
    /// How many there were.
    public var count: Int
    /// The first of them that are known.
    public var items: [ItemID]

    public init(_ place: Place, _ stage: String, count: Int, items: [ItemID]) {
        self.place = place
        self.stage = stage
        self.count = count
        self.items = items
    }

    /// How many are named of each place.
    static let limit = 20
}

extension StrandedItems: CustomStringConvertible {
    /// `in "detect": frames#12`, `before "detect": 4 items, among them frames#13, frames#14`
    public var description: String {
        let names = items.map(\.description).joined(separator: ", ")
        let rest = items.count == count ? names : "\(count) items" + (items.isEmpty ? "" : ", among them \(names)")
        return "\(place.rawValue) \"\(stage)\": \(rest)"
    }
}

extension RunLedger {
    /// What is on its way now.
    ///
    /// - Parameter sight: the run as it was when it was last at work, where that is over: it tells what was inside of the stages.
    func stranded(_ sight: RunSight) -> [StrandedItems] {
        let snapshot = snapshot(isStopping: true)
        return zip(snapshot.parts, sight.parts).flatMap { part, seen in
            let waiting = channels.filter { $0.settings.name == part.name }.compactMap { channel -> StrandedItems? in
                let count = channel.counts().inFlight
                guard count > 0 else { return nil }
                return StrandedItems(.before, part.name, count: count, items: channel.waiting(StrandedItems.limit))
            }
            guard part.inFlight > 0 else { return waiting }
            let items = seen.workers.filter { $0.activity == .working || $0.activity == .waitingForOutput }.flatMap(\.items)
            let named = items.map(\.id).prefix(min(part.inFlight, StrandedItems.limit))
            return waiting + [StrandedItems(.inside, part.name, count: part.inFlight, items: Array(named))]
        }
    }
}
