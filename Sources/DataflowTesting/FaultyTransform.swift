public import Dataflow

/// A transform that does its work until a fault happens.
public struct FaultyTransform<Base: Transform>: Transform {
    private let base: Base
    private let trigger: FaultTrigger

    public init(_ base: Base, _ fault: Fault) {
        self.base = base
        trigger = FaultTrigger(fault)
    }

    public func transform(_ input: Base.Input) async throws -> Base.Output? {
        try trigger.pass()
        return try await base.transform(input)
    }
}

extension Transform {
    /// The same transform with a fault in it.
    public func failing(_ fault: Fault) -> FaultyTransform<Self> { FaultyTransform(self, fault) }
}
