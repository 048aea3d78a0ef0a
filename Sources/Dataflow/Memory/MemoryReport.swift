/// What the items of a run held, in bytes.
public struct MemoryReport: Sendable, Hashable, Codable {
    /// What they may hold.
    public var limit: Int
    /// What they hold now.
    public var held: Int
    /// The most they ever held.
    public var highest: Int

    public init(limit: Int, held: Int, highest: Int) {
        self.limit = limit
        self.held = held
        self.highest = highest
    }
}

extension MemoryReport: CustomStringConvertible {
    public var description: String {
        "memory: items held at most \(Self.megabytes(highest)); sources wait at \(Self.megabytes(limit))"
    }

    private static func megabytes(_ bytes: Int) -> String { "\(fixed(Double(bytes) / 1e6, decimals: 1)) MB" }
}
