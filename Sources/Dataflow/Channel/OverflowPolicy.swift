/// What a full channel does with one more element. Every element that is not passed on is counted as dropped.
public enum OverflowPolicy: String, CaseIterable, Sendable, Codable {
    /// The sender waits. Nothing is lost.
    case block
    /// The element that has waited longest is dropped; the new one is stored.
    case dropOldest = "drop-oldest"
    /// The new element is dropped.
    case dropNewest = "drop-newest"
    /// Only the newest element waits, whatever the capacity: each new one replaces the one that no receiver has taken yet.
    case latest
}
