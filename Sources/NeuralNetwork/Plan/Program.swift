/// A compiled graph: steps, and an address rule for each buffer. Shared by all contexts that run it.
struct Program: Sendable {
    enum Address: Sendable {
        case arena(offset: Int)
        case input(Int, offset: Int)
        case output(Int, offset: Int)
        case tensor(Tensor, offset: Int)
        case packed(AlignedMemory, offset: Int)
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

    init(_ lowering: Lowering) {
        let placement = Placement(lowering)
        steps = lowering.steps
        arenaBytes = placement.bytes
        arenaBound = placement.bound
        threads = lowering.threads
        addresses = lowering.buffers.indices.map { index in
            var (root, offset) = (index, 0)
            while let parent = lowering.buffers[root].parent { (root, offset) = (parent.buffer, offset + parent.offset) }
            switch lowering.buffers[root].kind {
            case .arena: return placement.offsets[root].map { .arena(offset: $0 + offset) } ?? .unused
            case .input(let index): return .input(index, offset: offset)
            case .output(let index): return .output(index, offset: offset)
            case .tensor(let tensor): return .tensor(tensor, offset: offset)
            case .packed(let memory): return .packed(memory, offset: offset)
            }
        }
        packedBytes = lowering.buffers.reduce(0) {
            switch $1.kind {
            case .packed, .tensor: $0 + $1.bytes
            default: $0
            }
        }
    }
}
