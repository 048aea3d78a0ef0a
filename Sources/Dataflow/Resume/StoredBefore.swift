/// What a source has to know of an item that an interrupted run stored.
struct StoredBefore: Sendable {
    /// The file or address that it came from; it must be there still under the same number.
    let origin: String?
    /// Whether all sinks have it, so that it need not come again.
    let isWhole: Bool
}
