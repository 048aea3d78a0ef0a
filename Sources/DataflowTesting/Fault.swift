/// The error that injected faults throw.
public struct InjectedFault: Error, Equatable, CustomStringConvertible {
    public let position: Int

    public init(position: Int) {
        self.position = position
    }

    public var description: String { "injected fault at item \(position)" }
}

/// What to do wrong, and at which item, counted from 0 over all workers.
public struct Fault: Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// Throw ``InjectedFault``.
        case throwing
        /// Throw `CancellationError`, as if someone had cancelled the task, though nobody has.
        case cancelling
    }

    public let kind: Kind
    public let position: Int

    public init(_ kind: Kind, at position: Int) {
        self.kind = kind
        self.position = position
    }

    func happen() throws {
        switch kind {
        case .throwing: throw InjectedFault(position: position)
        case .cancelling: throw CancellationError()
        }
    }
}
