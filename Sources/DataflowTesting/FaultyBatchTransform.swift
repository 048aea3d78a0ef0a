public import Dataflow

/// A batch transform that does its work until a fault happens in a batch.
public struct FaultyBatchTransform<Base: BatchTransform>: BatchTransform {
    private let base: Base
    private let trigger: FaultTrigger

    public init(_ base: Base, _ fault: Fault) {
        self.base = base
        trigger = FaultTrigger(fault)
    }

    public var batchSize: Int { base.batchSize }

    public func transform(_ inputs: [Base.Input]) async throws -> [Base.Output?] {
        try trigger.pass(inputs.count)
        return try await base.transform(inputs)
    }
}

extension BatchTransform {
    /// The same batch transform with a fault in it.
    public func failing(_ fault: Fault) -> FaultyBatchTransform<Self> { FaultyBatchTransform(self, fault) }
}
