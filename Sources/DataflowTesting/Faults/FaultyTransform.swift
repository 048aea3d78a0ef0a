public import Dataflow

/// A transform with faults in it.
public struct FaultyTransform<Base: Transform>: Transform {
    private let base: Base
    private let trigger: FaultTrigger

    public init(_ base: Base, _ faults: [Fault]) {
        self.base = base
        trigger = FaultTrigger(faults)
    }

    public var defaultSettings: StageSettings { base.defaultSettings }

    public func transform(_ input: Base.Input) async throws -> Base.Output? {
        try await trigger.passItem()
        return try await base.transform(input)
    }

    public func run(from inlet: Inlet<Base.Input>, into outlet: Outlet<Base.Output>) async throws {
        while let item = try await inlet.next() {
            let consequence = try await trigger.pass()
            if let output = try await base.transform(item.payload) {
                try await outlet.send(item.with(output))
                if consequence == .twice { try await outlet.send(item.with(output)) }
            } else {
                try await outlet.filter(item)
            }
            if consequence == .end { return }
        }
    }
}

extension Transform {
    /// The same transform with faults in it.
    public func failing(_ faults: Fault...) -> FaultyTransform<Self> { FaultyTransform(self, faults) }
}
