/// An item that did not reach the sink although the run went on: which one, where, and why.
public struct Loss: Sendable, Hashable, Codable {
    public enum Kind: String, CaseIterable, Sendable, Codable {
        /// The overflow policy of the channel before `stage` dropped it.
        case dropped
        /// `stage` returned nothing for it.
        case filtered
        /// Its deadline had passed before `stage` would have worked on it.
        case late
        /// `stage` failed at it, and its policy is to skip such items.
        case skipped
        /// `stage` failed at it, and its policy is to write such items to a file of dead letters.
        case deadLettered = "dead-lettered"
    }

    public let kind: Kind
    public let item: ItemID
    /// The file or address it came from.
    public let origin: String?
    public let stage: String
    public let reason: String

    public init(kind: Kind, item: ItemID, origin: String?, stage: String, reason: String) {
        self.kind = kind
        self.item = item
        self.origin = origin
        self.stage = stage
        self.reason = reason
    }
}

extension Loss: CustomStringConvertible {
    /// `nms: filtered camera#12 (frames/0012.jpg): no box left`
    public var description: String {
        "\(stage): \(kind.rawValue) \(item)\(origin.map { " (\($0))" } ?? ""): \(reason)"
    }
}
