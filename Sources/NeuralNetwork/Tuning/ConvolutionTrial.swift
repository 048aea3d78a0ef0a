/// One way to compute a convolution, with all that it needs besides: a reorder of its source, followups its primitive
/// doesn't take.
struct ConvolutionTrial {
    private let choice: FusedDescription
    private let present: Layout
    private let hasBias: Bool
    private let rest: [Followup]

    init(_ choice: FusedDescription, present: Layout, hasBias: Bool, rest: some Sequence<Followup>) {
        (self.choice, self.present, self.hasBias, self.rest) = (choice, present, hasBias, Array(rest))
    }

    /// The least time of a few runs, each with the source just written, as the operation before leaves it. Ends early when
    /// it is clear that this way is not better than `limit`.
    func time(weightsAreCold: Bool, below limit: Duration) throws -> Duration {
        let stream = try Stream()
        let description = choice.description
        let (given, source) = (Block(present), Block(description.source))
        let (weights, result) = (Block(description.weights), Block(description.destination))
        let bias = try Block(Layout(rowMajor: [description.destination.dimensions[1]]))
        var works: [(Primitive, BoundArguments)] = []
        func add(_ description: PrimitiveDescription, _ arguments: [(Argument, Block)]) throws {
            let scratchpad = Block(description.scratchpad)
            let bound = try (arguments + [(.scratchpad, scratchpad)]).map { ($0, try $1.memory) }
            works.append(
                (try Primitive(description), BoundArguments(bound, keeping: arguments.map(\.1.bytes) + [scratchpad.bytes])))
        }
        let needsReorder = !present.isSame(as: description.source)
        if needsReorder {
            try add(.reorder(from: present, to: description.source), [(.source, given), (.destination, source)])
        }
        try add(
            description,
            [(.source, source), (.weights, weights), (.destination, result)] + (hasBias ? [(.bias, bias)] : []))
        for followup in rest {
            switch followup {
            case .activation(let activation):
                for function in activation.engineFunctions ?? [] {
                    try add(.function(function, layout: result.layout), [(.source, result), (.destination, result)])
                }
            case .add:
                try add(
                    .binary(.add, result.layout, result.layout, destination: result.layout, Attributes()),
                    [(.source, result), (.secondSource, Block(result.layout)), (.destination, result)])
            }
        }
        let eviction = weightsAreCold ? Block(try Layout(rowMajor: [Self.cacheElements])) : nil
        let clock = ContinuousClock()
        var best = Duration.seconds(3600)
        // The first run wakes the threads and meets fresh pages.
        for run in 0..<4 where best < limit * 2 || run < 2 {
            // Written over, for the caches to hold this and nothing else.
            if run > 0 { eviction?.fill() }
            (needsReorder ? given : source).fill()
            let time = try clock.measure { for (primitive, arguments) in works { try primitive.execute(on: stream, arguments) } }
            if run > 0 { best = min(best, time) }
        }
        return best
    }

    /// Memory with values that are neither zero nor denormal.
    private final class Block {
        let layout: Layout
        let bytes: AlignedMemory

        init(_ layout: Layout) {
            self.layout = layout
            bytes = AlignedMemory(bytes: layout.bytes)
            fill()
        }

        func fill() { bytes.start.initializeMemory(as: Float.self, repeating: 0.5, count: bytes.bytes / 4) }

        var memory: Memory { get throws { try Memory(layout, at: bytes.start) } }
    }

    /// More than the caches hold.
    private static let cacheElements = 16 << 20
}
