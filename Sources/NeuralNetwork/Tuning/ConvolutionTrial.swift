import Glibc

/// One way to compute a convolution, ready to be timed with all that it needs besides: a reorder of its source, followups
/// its primitive doesn't take.
final class ConvolutionTrial {
    private let stream: Stream
    private let memory: TrialMemory
    private var works: [(primitive: Primitive, arguments: BoundArguments, memory: [FilledMemory])] = []
    /// What the operation before would have written.
    private let source: FilledMemory
    /// More than the caches hold, where the weights are to be found outside of them.
    private let eviction: FilledMemory?

    /// The least times so far.
    private(set) var wall = Duration.seconds(3600)
    /// Of the calling thread.
    private(set) var processor = Duration.seconds(3600)

    /// - Parameter present: the layout in which the source is found.
    init(
        _ choice: FusedDescription, present: Layout, rest: some Sequence<Followup>, weightsAreCold: Bool, in memory: TrialMemory
    ) throws {
        self.memory = memory
        stream = try Stream()
        source = memory.filled(present)
        eviction = weightsAreCold ? memory.filled(try Layout(rowMajor: [16 << 20])) : nil
        let description = choice.description
        var input = source
        if !present.isSame(as: description.source) {
            input = memory.filled(description.source)
            try add(.reorder(from: present, to: description.source), [(.source, source), (.destination, input)])
        }
        let result = memory.filled(description.destination)
        let bias = memory.filled(try Layout(rowMajor: [description.destination.dimensions[1]]))
        // A primitive without a bias looks for none.
        let arguments: [(Argument, FilledMemory)] = [
            (.source, input), (.weights, memory.filled(description.weights)), (.bias, bias), (.destination, result),
        ]
        try add(description, arguments)
        for followup in rest { try add(followup, to: result) }
        // Wakes the threads and meets the fresh pages.
        try execute()
    }

    private func add(_ followup: Followup, to result: FilledMemory) throws {
        switch followup {
        case .activation(let activation):
            for function in activation.engineFunctions ?? [] {
                try add(.function(function, layout: result.layout), [(.source, result), (.destination, result)])
            }
        case .add:
            let sum = try PrimitiveDescription.binary(
                .add, result.layout, result.layout, destination: result.layout, Attributes())
            try add(sum, [(.source, result), (.secondSource, memory.filled(result.layout)), (.destination, result)])
        }
    }

    private func add(_ description: PrimitiveDescription, _ arguments: [(Argument, FilledMemory)]) throws {
        let all = arguments + [(.scratchpad, memory.filled(description.scratchpad))]
        let bound = BoundArguments(try all.map { ($0, try Memory($1.layout, at: $1.bytes.start)) })
        works.append((try Primitive(description), bound, all.map(\.1)))
    }

    /// Runs a few times more, each with the source just written, as the operation before leaves it.
    func time(runs: Int) throws {
        let clock = ContinuousClock()
        for _ in 0..<runs {
            eviction?.fill()
            source.fill()
            let start = Self.processorTime()
            wall = min(wall, try clock.measure { try execute() })
            processor = min(processor, Self.processorTime() - start)
        }
    }

    private func execute() throws {
        for work in works { try work.primitive.execute(on: stream, work.arguments) }
    }

    private static func processorTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
