public import Dataflow

/// A sink with faults in it. It calls ``Sink/store(_:id:)`` for each item; a loop of the sink's own is not used.
public struct FaultySink<Base: Sink>: Sink {
    private let base: Base
    private let trigger: FaultTrigger

    public init(_ base: Base, _ faults: [Fault]) {
        self.base = base
        trigger = FaultTrigger(faults)
    }

    public var defaultSettings: StageSettings { base.defaultSettings }

    public func begin(_ start: RunStart) async throws -> [StoredItem] { try await base.begin(start) }

    public func store(_ input: Base.Input, id: ItemID) async throws {
        try await trigger.passItem()
        try await base.store(input, id: id)
    }

    public func run(from inlet: Inlet<Base.Input>) async throws {
        while let item = try await inlet.next() {
            let consequence = try await trigger.pass()
            try await base.store(item.payload, id: item.id)
            if consequence == .twice { try await base.store(item.payload, id: item.id) }
            inlet.markStored(item)
            if consequence == .end { return }
        }
    }

    public func finish() async throws { try await base.finish() }
    public func abandon() async { await base.abandon() }
}

extension Sink {
    /// The same sink with faults in it.
    public func failing(_ faults: Fault...) -> FaultySink<Self> { FaultySink(self, faults) }
}
