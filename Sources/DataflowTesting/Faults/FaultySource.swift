public import Dataflow

/// A source with faults in it, each before its item is emitted. They happen inside ``SourceOutlet/send(_:)``, whose errors a source lets
/// through. A source can't duplicate: what it emits twice are two items.
public struct FaultySource<Base: Source>: Source {
    private struct EndedEarly: Error {}

    private let base: Base
    private let trigger: FaultTrigger

    public init(_ base: Base, _ faults: [Fault]) {
        self.base = base
        trigger = FaultTrigger(faults)
    }

    public var name: String { base.name }
    public var expectedCount: Int? { base.expectedCount }
    public var defaultSettings: StageSettings { base.defaultSettings }

    public func emit(into outlet: SourceOutlet<Base.Output>) async throws {
        outlet.intercept { [trigger] in
            switch try await trigger.pass() {
            case .none: return
            case .end: throw EndedEarly()
            case .twice: preconditionFailure("fault: a source can't duplicate: what it emits twice are two items")
            }
        }
        do { try await base.emit(into: outlet) } catch is EndedEarly {}
    }
}

extension Source {
    /// The same source with faults in it.
    public func failing(_ faults: Fault...) -> FaultySource<Self> { FaultySource(self, faults) }
}
