/// A compiled graph: steps, and an address rule for each buffer. Shared by all contexts that run it.
struct Program: Sendable {
    enum Address: Sendable {
        case arena(offset: Int)
        case input(Int, offset: Int)
        case output(Int, offset: Int)
        case tensor(Tensor, offset: Int)
        case weight(PackedWeight)
        /// No step reads or writes it.
        case unused
    }

    let steps: [Step]
    let addresses: [Address]
    let arenaBytes: Int
    /// What is alive at the fullest step.
    let arenaBound: Int
    let packedBytes: Int
    let threads: Int
    /// The multiplications and additions of each operation, done one by one.
    let arithmetic: [Int]
    /// What each step reads of weights that are packed while plans run, by buffer.
    let weights: [[Int: PackedWeight]]
    /// What the weights of one step take.
    let windowBytes: Int
    /// What the largest weight takes as it lies in its file.
    let sourceBytes: Int
    /// Whether the first run already keeps the weights that it packs.
    ///
    /// Winograd's kernels are up to four times as large as those that they are made of. Who wants one answer shall not pay for
    /// that: the first run packs the weights of each step to the same memory, the second to memory of their own.
    let keepsWeights: Bool
    /// Where packed weights are kept between processes.
    let weightCache: WeightCache?

    private static let mostGrowth = 1.3

    /// Of the memory for the weights of one step, what one of them takes.
    static func windowPart(_ weight: PackedWeight) -> Int { (weight.bytes + 63) / 64 * 64 }

    init(_ lowering: Lowering) {
        let placement = Placement(lowering)
        steps = lowering.steps
        arenaBytes = placement.bytes
        arenaBound = placement.bound
        threads = lowering.threads
        arithmetic = lowering.arithmetic
        weightCache = lowering.options.weightCache
        addresses = lowering.buffers.indices.map { index in
            var (root, offset) = (index, 0)
            while let parent = lowering.buffers[root].parent { (root, offset) = (parent.buffer, offset + parent.offset) }
            switch lowering.buffers[root].kind {
            case .arena: return placement.offsets[root].map { .arena(offset: $0 + offset) } ?? .unused
            case .input(let index): return .input(index, offset: offset)
            case .output(let index): return .output(index, offset: offset)
            case .tensor(let tensor): return .tensor(tensor, offset: offset)
            case .weight(let weight): return .weight(weight)
            }
        }
        packedBytes = lowering.buffers.reduce(0) {
            switch $1.kind {
            case .weight, .tensor: $0 + $1.bytes
            default: $0
            }
        }
        let buffers = lowering.buffers
        weights = steps.map { step in
            var own: [Int: PackedWeight] = [:]
            for operand in step.operands {
                if case .weight(let weight) = buffers[operand.buffer].kind { own[operand.buffer] = weight }
            }
            return own
        }
        windowBytes = weights.map { $0.values.reduce(0) { $0 + Self.windowPart($1) } }.max() ?? 0
        sourceBytes = weights.flatMap { $0.values.map(\.sourceBytes) }.max() ?? 0
        keepsWeights = Double(packedBytes) <= Self.mostGrowth * Double(lowering.constantBytes)
    }
}

extension Program {
    /// Each weight once.
    var packedWeights: [PackedWeight] {
        var seen: Set<ObjectIdentifier> = []
        return weights.flatMap { $0.values.filter { seen.insert(ObjectIdentifier($0)).inserted } }
    }

    /// Keeps on the disk what was packed and isn't there yet.
    func keepPackedWeights() { weightCache?.keep(packedWeights.compactMap(\.keepable)) }

    /// Has the system read what lies on the disk and had to be packed, for the next process.
    func prefetchKeptWeights() { weightCache?.prefetch(packedWeights.compactMap(\.missed)) }
}
