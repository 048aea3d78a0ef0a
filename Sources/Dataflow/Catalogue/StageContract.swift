/// The four lines that every stage carries.
public struct StageContract: Sendable, Hashable, Codable {
    public var emits: String
    public var waitsWhen: String
    public var endsWhen: String
    public var failsWhen: String

    public init(emits: String, waitsWhen: String, endsWhen: String, failsWhen: String) {
        self.emits = emits
        self.waitsWhen = waitsWhen
        self.endsWhen = endsWhen
        self.failsWhen = failsWhen
    }
}

/// Where in a pipeline a stage may stand.
public enum StageKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// First: it emits items and takes none.
    case source
    /// Between the ends.
    case transform
    /// Where branches meet: it takes items of several stages and makes one of those that belong together.
    case join
    /// Last: it takes items and emits none.
    case sink
}
