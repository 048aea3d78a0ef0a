public import Dataflow

/// A join with faults in it. A join has no loop of its own: of the faults it can't end early and can't duplicate.
public struct FaultyJoin<Base: Join>: Join {
    private let base: Base
    private let trigger: FaultTrigger

    public init(_ base: Base, _ faults: [Fault]) {
        self.base = base
        trigger = FaultTrigger(faults)
    }

    public var rule: JoinRule { base.rule }
    public var incomplete: IncompleteJoin { base.incomplete }
    public var defaultSettings: StageSettings { base.defaultSettings }

    public func join(_ inputs: [Base.Input?]) async throws -> Base.Output? {
        try await trigger.passItem()
        return try await base.join(inputs)
    }
}

extension Join {
    /// The same join with faults in it.
    public func failing(_ faults: Fault...) -> FaultyJoin<Self> { FaultyJoin(self, faults) }
}
