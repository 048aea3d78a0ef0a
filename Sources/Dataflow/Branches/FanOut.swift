/// What a part does with an item that several parts read.
public enum FanOut: String, CaseIterable, Sendable, Codable {
    /// Each reader gets it, unless the reader's condition refuses it.
    case copy
    /// One reader gets it, each in its turn.
    case roundRobin = "round-robin"
}
