/// Which item this is: the source that emitted it and its place in that source, counted from 0.
///
/// An identity is unique within a run and the same in every run over the same input, so that it can key what is stored.
public struct ItemID: Hashable, Sendable, Codable {
    public let source: String
    public let index: Int

    public init(source: String, index: Int) {
        self.source = source
        self.index = index
    }
}

extension ItemID: Comparable {
    /// By source name, then by index.
    public static func < (left: ItemID, right: ItemID) -> Bool {
        left.source == right.source ? left.index < right.index : left.source < right.source
    }
}

extension ItemID: CustomStringConvertible {
    /// `camera#12`
    public var description: String { "\(source)#\(index)" }
}
