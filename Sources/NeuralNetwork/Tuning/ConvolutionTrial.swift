import Glibc

/// One way to compute a convolution, ready to be timed with all that it needs besides: a reorder of its source, followups
/// its primitive doesn't take.
final class ConvolutionTrial {
    private let stream: Stream
    private let memory: TrialMemory
    private var works: [Work] = []

    private struct Work {
        /// What it reads and writes.
        let memory: [FilledMemory]
        let body: (Stream) throws -> Void
    }

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
        _ choice: ConvolutionChoice, hasBias: Bool, present: Layout, rest: some Sequence<Followup>, weightsAreCold: Bool,
        in memory: TrialMemory
    ) throws {
        self.memory = memory
        stream = try Stream()
        source = memory.filled(present)
        eviction = weightsAreCold ? memory.filled(try Layout(rowMajor: [16 << 20])) : nil
        var input = source
        if !present.isSame(as: choice.source) {
            input = memory.filled(choice.source)
            try add(.reorder(from: present, to: choice.source), [(.source, source), (.destination, input)])
        }
        let result = memory.filled(choice.destination)
        let bias = memory.filled(try Layout(rowMajor: [choice.destination.dimensions[1]]))
        switch choice {
        case .primitive(let choice):
            let weights = memory.filled(choice.description.weights)
            // A primitive without a bias looks for none.
            try add(
                choice.description, [(.source, input), (.weights, weights), (.bias, bias), (.destination, result)])
        case .direct(let direct):
            var operands = [input, memory.filled(try Layout(rowMajor: [DirectWeights(direct).count]))]
            if hasBias { operands.append(bias) }
            add(direct.kernel(hasBias: hasBias), operands + [memory.filled(try direct.scratch), result])
        case .tiled(let winograd):
            var operands = [input, memory.filled(try Layout(rowMajor: [TiledWinogradWeights(winograd).count]))]
            if hasBias { operands.append(bias) }
            if winograd.addend != nil { operands.append(result) }
            add(winograd.kernel(hasBias: hasBias), operands + [memory.filled(try winograd.scratch), result])
        }
        for followup in rest { try add(followup, to: result) }
        // Wakes the threads and meets the fresh pages.
        try execute()
    }

    private func add(_ kernel: Kernel, _ operands: [FilledMemory]) {
        let pointers = operands.map { $0.bytes.start.assumingMemoryBound(to: Float.self) }
        works.append(Work(memory: operands) { _ in try kernel.body(pointers) })
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
        let primitive = try Primitive(description)
        works.append(Work(memory: all.map(\.1)) { try primitive.execute(on: $0, bound) })
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
        for work in works { try work.body(stream) }
    }

    private static func processorTime() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
