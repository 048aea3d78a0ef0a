/// Where each arena buffer of a plan lies: two buffers share memory when no step needs both.
struct Placement {
    private(set) var offsets: [Int: Int] = [:]
    private(set) var bytes = 0
    /// The most that is alive at one step: no placement can need less.
    private(set) var bound = 0

    private static let alignment = 64

    private struct Span {
        let buffer: Int
        let bytes: Int
        var first: Int
        var last: Int
    }

    /// Largest buffers first, each at the lowest gap among those alive with it.
    init(_ lowering: Lowering) {
        var spans: [Int: Span] = [:]
        for (index, step) in lowering.steps.enumerated() {
            for operand in step.operands {
                let root = lowering.root(of: operand.buffer)
                guard case .arena = lowering.buffers[root].kind else { continue }
                let bytes = (lowering.buffers[root].bytes + Self.alignment - 1) / Self.alignment * Self.alignment
                spans[root, default: Span(buffer: root, bytes: bytes, first: index, last: index)].last = index
            }
        }
        bound =
            lowering.steps.indices.map { step in
                spans.values.reduce(0) { $1.first <= step && step <= $1.last ? $0 + $1.bytes : $0 }
            }.max() ?? 0
        var placed: [(span: Span, offset: Int)] = []
        for span in spans.values.sorted(by: { ($1.bytes, $0.buffer) < ($0.bytes, $1.buffer) }) {
            var offset = 0
            for other in placed where other.span.first <= span.last && span.first <= other.span.last {
                if other.offset >= offset + span.bytes { break }
                offset = max(offset, other.offset + other.span.bytes)
            }
            placed.append((span, offset))
            placed.sort { $0.offset < $1.offset }
            offsets[span.buffer] = offset
            bytes = max(bytes, offset + span.bytes)
        }
    }
}
