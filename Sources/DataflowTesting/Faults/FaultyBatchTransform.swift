public import Dataflow

/// A batch transform with faults in it; a fault happens in the batch that holds its item.
public struct FaultyBatchTransform<Base: BatchTransform>: BatchTransform {
    private let base: Base
    private let trigger: FaultTrigger

    public init(_ base: Base, _ faults: [Fault]) {
        self.base = base
        trigger = FaultTrigger(faults)
    }

    public var batchSize: Int { base.batchSize }
    public var longestWait: Duration { base.longestWait }
    public var defaultSettings: StageSettings { base.defaultSettings }

    public func transform(_ inputs: [Base.Input]) async throws -> [Base.Output?] {
        try await base.transform(inputs)
    }

    public func run(from inlet: Inlet<Base.Input>, into outlet: Outlet<Base.Output>) async throws {
        while true {
            let items = try await inlet.next(upTo: batchSize, waiting: longestWait)
            if items.isEmpty { return }
            let consequence = try await trigger.pass(items.count)
            for (item, output) in zip(items, try await base.transform(items.map(\.payload))) {
                guard let output else {
                    try await outlet.filter(item)
                    continue
                }
                try await outlet.send(item.with(output))
                if consequence == .twice { try await outlet.send(item.with(output)) }
            }
            if consequence == .end { return }
        }
    }
}

extension BatchTransform {
    /// The same batch transform with faults in it.
    public func failing(_ faults: Fault...) -> FaultyBatchTransform<Self> { FaultyBatchTransform(self, faults) }
}
