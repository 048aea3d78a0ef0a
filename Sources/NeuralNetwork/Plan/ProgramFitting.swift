extension Program {
    /// Lowers `graph`, again and again with fewer transformed kernels while the program exceeds `options.memoryLimit`.
    ///
    /// - Throws: `GraphError.mismatch` where it doesn't fit with direct convolutions alone.
    init(_ graph: ConcreteGraph, options: PlanOptions, threads: Int) throws {
        var direct: Set<Int> = []
        while true {
            var lowering = try Site(operation: "plan", origin: "").naming {
                try Lowering(graph, options: options, threads: threads, direct: direct)
            }
            try lowering.lowerAll()
            let program = Program(lowering)
            guard let limit = options.memoryLimit else {
                self = program
                return
            }
            let excess = program.packedBytes + program.arenaBytes - limit
            if excess <= 0 {
                self = program
                return
            }
            let givenUp = TransformedKernel.leastProfitable(of: lowering.transformed, freeing: excess)
            guard !givenUp.isEmpty else {
                throw GraphError.mismatch(
                    site: "plan", expected: "at most \(limit) bytes of memory",
                    found:
                        "\(limit + excess) with the smallest kernels, \(program.packedBytes) of them for weights; allow more, or give a "
                        + "smaller batch")
            }
            direct.formUnion(givenUp)
        }
    }
}

/// A convolution for which a plan holds a transformed kernel.
struct TransformedKernel {
    let node: Int
    /// The milliseconds that it saves in each run, by the account of costs.
    let saving: Double
    /// By how much it is larger than the kernel of a direct convolution.
    let bytes: Int

    /// The nodes of those that save the least for their size, as many as free so many bytes, or all.
    static func leastProfitable(of kernels: [TransformedKernel], freeing excess: Int) -> [Int] {
        var freed = 0
        return kernels.filter { $0.bytes > 0 }.sorted {
            ($0.saving / Double($0.bytes), $0.node) < ($1.saving / Double($1.bytes), $1.node)
        }.prefix { kernel in
            defer { freed += kernel.bytes }
            return freed < excess
        }.map(\.node)
    }
}
