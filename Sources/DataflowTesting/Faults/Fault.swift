/// What a part of a pipeline does wrong, and at which item.
///
/// ```swift
/// Detect().failing(Fault(.throwing, at: 7))
/// Store().failing(Fault(.delaying(.seconds(1), clock), from: 0))
/// ```
///
/// Items are counted from 0 as the part gets them, over all its workers.
public struct Fault: Sendable {
    public enum Kind: Sendable {
        /// Throw ``InjectedFault``.
        case throwing
        /// Throw `CancellationError`, as if someone had cancelled the task, though nobody has.
        case cancelling
        /// Return before the input is over: a stage or a sink once it has done the item, a source in place of it.
        case endingEarly
        /// Wait at a gate, which may never open, before the item is worked on.
        case hanging(Gate)
        /// Wait so long, on this clock, before the item is worked on.
        case delaying(Duration, any Clock<Duration>)
        /// Hand the item on twice. Of a stage that is a breach of its promises, which the run finds out; a sink stores the item twice.
        case duplicating
    }

    public let kind: Kind
    public let positions: ClosedRange<Int>

    /// A fault at one item.
    public init(_ kind: Kind, at position: Int) {
        self.kind = kind
        positions = position...position
    }

    /// A fault at an item and at each one behind it.
    public init(_ kind: Kind, from position: Int) {
        self.kind = kind
        positions = position...Int.max
    }
}

extension Fault.Kind: CustomStringConvertible {
    public var description: String {
        switch self {
        case .throwing: "throwing"
        case .cancelling: "cancelling"
        case .endingEarly: "ending early"
        case .hanging: "hanging"
        case .delaying(let delay, _): "delaying by \(delay)"
        case .duplicating: "duplicating"
        }
    }
}

/// The error that injected faults throw.
public struct InjectedFault: Error, Equatable, CustomStringConvertible {
    public let position: Int

    public init(position: Int) {
        self.position = position
    }

    public var description: String { "injected fault at item \(position)" }
}
