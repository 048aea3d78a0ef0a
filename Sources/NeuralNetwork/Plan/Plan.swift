import Synchronization

/// A graph compiled for input shapes: oneDNN primitives with packed weights, and memory for what is between them.
///
/// **Weights** are packed when a run comes to them. Where their packed form is much larger than what they were (Winograd), the first
/// run holds those of one step at a time, and the second packs them for good: one answer takes little memory, and is the same. After the
/// second run they are written to `PlanOptions.weightCache` in the background, and a plan of a later process maps them from there.
///
/// **Threads.** `run` may be called from several threads at once; each run under way has a context (arena and scratchpads)
/// of its own, which later runs use again, and weights are shared. oneDNN computes with one OpenMP team of `threads`
/// threads for each thread that calls `run`, and a team lives as long as its thread: drive inference from few long-lived
/// threads, never from Swift's cooperative pool.
public final class Plan: Sendable {
    public let inputs: [Graph.Port]
    public let outputs: [Graph.Port]
    /// The threads that one run computes with, the calling one among them.
    public var threads: Int { program.threads }

    private let program: Program
    private let results: Mutex<[TensorPool]>
    private let idle = Mutex<[ExecutionContext]>([])
    private let begunRuns = Atomic(0)
    private let hasKeptWeights = Atomic(false)

    /// Compiles `graph` for inputs of these shapes, batch first, in the order of the graph's inputs.
    ///
    /// Convolutions may be measured here, so this takes from milliseconds to seconds.
    ///
    /// - Throws: `GraphError` where a shape doesn't fit or an operation can't be carried out.
    public init(_ graph: Graph, inputShapes: [[Int]], options: PlanOptions = PlanOptions()) throws {
        let threads = options.threads ?? OpenMP.threads
        guard threads > 0 else {
            throw GraphError.mismatch(site: "plan", expected: "at least 1 thread", found: "\(threads)")
        }
        var concrete = try ConcreteGraph(graph, inputShapes: inputShapes)
        if options.isOptimized { try concrete.optimize(for: options.precision) }
        concrete.removeUnused()
        concrete.recompute(options.recomputation)
        let final = concrete
        try final.check(options.precision)
        program = try OpenMP.with(threads: threads) {
            try Program(final, options: options, threads: threads)
        }
        let shape = { (port: Graph.Port, value: Graph.Value) in
            Graph.Port(name: port.name, value: port.value, shape: final.nodes[value.index].shape)
        }
        inputs = zip(graph.inputs, final.inputs).map(shape)
        outputs = zip(graph.outputs, final.outputs).map(shape)
        results = Mutex(final.outputs.map { TensorPool(shape: final.extents(of: $0)) })
    }

    /// Compiles `graph` for a batch, where the batch is all that its inputs leave open.
    public convenience init(_ graph: Graph, batch: Int = 1, options: PlanOptions = PlanOptions()) throws {
        let shapes = try graph.inputs.map { port in
            guard let rest = port.shape.dropFirst().map({ $0 }).concrete else {
                throw GraphError.mismatch(
                    site: "input \"\(port.name)\"",
                    expected: "a shape that leaves only the batch open, or shapes given to the plan",
                    found: port.shape.text)
            }
            return [port.shape[0] ?? batch] + rest
        }
        try self.init(graph, inputShapes: shapes, options: options)
    }

    /// Computes the outputs for `inputs`, tensors of the compiled shapes in the order of `inputs`.
    ///
    /// The memory of results that nobody refers to any more is used again.
    public func run(_ tensors: [Tensor]) throws -> [Tensor] {
        var results: [Tensor] = []
        try run(tensors, into: &results)
        return results
    }

    /// Computes as `run(_:)`, and replaces `results`: who gives back the list of an earlier run, and has forgotten the tensors of the run
    /// before that, lets this one allocate nothing.
    public func run(_ tensors: [Tensor], into results: inout [Tensor]) throws { try run(tensors, into: &results, observing: nil) }

    func run(_ tensors: [Tensor], into results: inout [Tensor], observing observe: ((Int) -> Void)?) throws {
        try check(tensors)
        let number = begunRuns.add(1, ordering: .relaxed).newValue
        let context =
            try idle.withLock { $0.popLast() } ?? Site(operation: "plan", origin: "").naming { try ExecutionContext(program) }
        // A context that failed in the middle is as good as new: each run writes all that it reads.
        defer { idle.withLock { $0.append(context) } }
        takeResults(&results)
        try OpenMP.with(threads: program.threads) {
            spreadTeam(threads: program.threads)
            try context.run(tensors, into: results, keepsWeights: program.keepsWeights || number > 1, observing: observe)
        }
        if number == 1 { program.prefetchKeptWeights() }
        // A plan that was asked twice is worth it; who wants one answer is gone before anything is written.
        if number > 1, !hasKeptWeights.exchange(true, ordering: .relaxed) { program.keepPackedWeights() }
    }

    private func takeResults(_ results: inout [Tensor]) {
        self.results.withLock { pools in
            if results.count > pools.count { results.removeLast(results.count - pools.count) }
            for index in pools.indices {
                if index < results.count { results[index] = pools[index].take() } else { results.append(pools[index].take()) }
            }
        }
    }

    private func check(_ tensors: [Tensor]) throws {
        guard tensors.count == inputs.count else {
            throw GraphError.mismatch(site: "run", expected: "\(inputs.count) tensor(s)", found: "\(tensors.count)")
        }
        for (port, tensor) in zip(inputs, tensors) where !port.shape.admits(tensor.shape) {
            throw GraphError.mismatch(
                site: "input \"\(port.name)\"", expected: "a tensor of shape \(port.shape.text)", found: "\(tensor.shape)")
        }
    }
}

extension Plan {
    /// The memory that a plan holds.
    public struct MemoryUse: Sendable, Hashable {
        /// Of each run under way: everything between inputs and outputs, scratchpads included.
        public let arenaBytes: Int
        /// What is alive at the fullest step: no placement needs less than this.
        public let arenaBound: Int
        /// Weights, shared by all runs, once all are packed.
        public let weightBytes: Int
        /// The weights that are packed by now, or mapped from files.
        public let heldWeightBytes: Int
        /// Of them, those that an earlier process packed, mapped from files.
        public let mappedWeightBytes: Int
        /// What the first run takes for the weights of one step at a time, and for one as it lies in its file.
        public let packingBytes: Int
    }

    /// What this plan holds, and each run of it under way.
    public var memory: MemoryUse {
        MemoryUse(
            arenaBytes: program.arenaBytes, arenaBound: program.arenaBound, weightBytes: program.packedBytes,
            heldWeightBytes: program.packedWeights.reduce(0) { $0 + $1.heldBytes },
            mappedWeightBytes: program.packedWeights.reduce(0) { $0 + $1.mappedBytes },
            packingBytes: program.sourceBytes + (program.keepsWeights ? 0 : program.windowBytes))
    }

    /// The multiplications and additions of one run, those of convolutions and matrix products, done one by one: what Winograd
    /// saves counts too.
    public var arithmetic: Int { program.arithmetic.reduce(0, +) }

    var steps: [Step] { program.steps }

    func arithmetic(ofOperation index: Int) -> Int { program.arithmetic[index] }
}
