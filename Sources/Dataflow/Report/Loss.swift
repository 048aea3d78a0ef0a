/// An item that did not reach the sink although nothing failed: which one, where, and why.
public struct Loss: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Codable {
        /// The overflow policy of the channel before `stage` dropped it.
        case dropped
        /// `stage` returned nothing for it.
        case filtered
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
