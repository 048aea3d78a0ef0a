/// Where a part of a ``PipelineGraph`` gives its items: what the parts behind it read from.
///
/// Several parts may read from one port: each then gets a copy of every item (the payloads share what they hold by reference), or its
/// turn, see ``StageSettings/fanOut``.
public struct Port<Output: Sendable>: Sendable {
    let edge: GraphEdge
    /// Which items the reader takes; `nil` for all of them.
    var condition: (@Sendable (Output) -> Bool)?

    init(_ edge: GraphEdge) {
        self.edge = edge
    }

    /// The same port for a reader that takes only the items whose payload meets a condition. An item that no reader takes is
    /// counted as filtered.
    public func `where`(_ condition: @escaping @Sendable (Output) -> Bool) -> Port {
        var copy = self
        let earlier = self.condition
        copy.condition = { payload in (earlier?(payload) ?? true) && condition(payload) }
        return copy
    }
}

/// The part of a graph that gives items to a port.
struct GraphEdge: Sendable, Hashable {
    /// The graph's number: a port serves its own graph only.
    let graph: UInt64
    let part: Int
}
