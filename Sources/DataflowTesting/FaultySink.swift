public import Dataflow

/// A sink that stores until a fault happens.
public struct FaultySink<Base: Sink>: Sink {
    private let base: Base
    private let trigger: FaultTrigger

    public init(_ base: Base, _ fault: Fault) {
        self.base = base
        trigger = FaultTrigger(fault)
    }

    public func begin(_ start: RunStart) async throws -> [StoredItem] { try await base.begin(start) }

    public func store(_ input: Base.Input, id: ItemID) async throws {
        try trigger.pass()
        try await base.store(input, id: id)
    }

    public func finish() async throws { try await base.finish() }
    public func abandon() async { await base.abandon() }
}

extension Sink {
    /// The same sink with a fault in it.
    public func failing(_ fault: Fault) -> FaultySink<Self> { FaultySink(self, fault) }
}
