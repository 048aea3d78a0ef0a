/// A part of a pipeline together with how it runs: what the modifiers of ``PipelinePart`` return.
public struct Configured<Part: PipelinePart>: Sendable {
    public let part: Part
    public var settings: StageSettings

    public init(_ part: Part, _ settings: StageSettings) {
        self.part = part
        self.settings = settings
    }

    private func setting<Value>(_ path: WritableKeyPath<StageSettings, Value>, to value: Value) -> Configured {
        var copy = self
        copy.settings[keyPath: path] = value
        return copy
    }

    /// What the part is called in reports and errors.
    public func named(_ name: String) -> Configured { setting(\.name, to: name) }
    /// How many items are worked on at once.
    public func workers(_ count: Int) -> Configured { setting(\.workers, to: count) }
    /// How many items may wait before the part.
    public func capacity(_ count: Int) -> Configured { setting(\.capacity, to: count) }
    /// What happens to one more.
    public func overflow(_ policy: OverflowPolicy) -> Configured { setting(\.overflow, to: policy) }
    /// Gives up the order among several workers.
    public func unordered() -> Configured { setting(\.ordered, to: false) }
    /// Gives each worker a thread of its own.
    public func onThreads() -> Configured { setting(\.threads, to: .dedicated) }
    /// What happens when the part fails at an item.
    public func onError(_ policy: ErrorPolicy) -> Configured { setting(\.onError, to: policy) }
    /// Who gets an item that several parts read.
    public func fanOut(_ fanOut: FanOut) -> Configured { setting(\.fanOut, to: fanOut) }
    /// How many items a second the part takes at most, or a source emits.
    public func rate(_ itemsPerSecond: Double) -> Configured { setting(\.rate, to: itemsPerSecond) }
    /// How long after a source has emitted it an item is of use, see ``droppingLate()``.
    public func lifetime(_ lifetime: Duration) -> Configured { setting(\.lifetime, to: lifetime) }
    /// Drops items whose ``lifetime(_:)`` is over before the part would work on them.
    public func droppingLate() -> Configured { setting(\.dropsLate, to: true) }
}

extension PipelinePart {
    /// The part with settings in place of its default ones.
    public func with(_ settings: StageSettings) -> Configured<Self> { Configured(self, settings) }

    private var configured: Configured<Self> { Configured(self, defaultSettings) }

    /// What the part is called in reports and errors.
    public func named(_ name: String) -> Configured<Self> { configured.named(name) }
    /// How many items are worked on at once.
    public func workers(_ count: Int) -> Configured<Self> { configured.workers(count) }
    /// How many items may wait before the part.
    public func capacity(_ count: Int) -> Configured<Self> { configured.capacity(count) }
    /// What happens to one more.
    public func overflow(_ policy: OverflowPolicy) -> Configured<Self> { configured.overflow(policy) }
    /// Gives up the order among several workers.
    public func unordered() -> Configured<Self> { configured.unordered() }
    /// Gives each worker a thread of its own.
    public func onThreads() -> Configured<Self> { configured.onThreads() }
    /// What happens when the part fails at an item.
    public func onError(_ policy: ErrorPolicy) -> Configured<Self> { configured.onError(policy) }
    /// Who gets an item that several parts read.
    public func fanOut(_ fanOut: FanOut) -> Configured<Self> { configured.fanOut(fanOut) }
    /// How many items a second the part takes at most, or a source emits.
    public func rate(_ itemsPerSecond: Double) -> Configured<Self> { configured.rate(itemsPerSecond) }
    /// How long after a source has emitted it an item is of use, see ``droppingLate()``.
    public func lifetime(_ lifetime: Duration) -> Configured<Self> { configured.lifetime(lifetime) }
    /// Drops items whose ``lifetime(_:)`` is over before the part would work on them.
    public func droppingLate() -> Configured<Self> { configured.droppingLate() }
}
