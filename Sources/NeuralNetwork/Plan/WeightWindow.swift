/// The memory in which one run packs the weights that its context doesn't have for good.
final class WeightWindow {
    private let cache: WeightCache?
    private let packing: PackingSpace
    private let keepsWeights: Bool
    private let bytes: Int
    private var memory: AlignedMemory?
    private var used = 0
    /// How far weights of earlier steps reached.
    private var touched = 0
    /// What the step reads that is mapped from files.
    private var mappings: [FileMapping] = []

    init(_ program: Program, _ stream: Stream, keepsWeights: Bool) {
        cache = program.weightCache
        packing = PackingSpace(stream, bytes: program.sourceBytes)
        bytes = program.windowBytes
        self.keepsWeights = keepsWeights
    }

    /// The weights of the step before aren't needed any more.
    func begin() {
        (touched, used) = (max(touched, used), 0)
        for mapping in mappings { mapping.release() }
        mappings = []
    }

    /// Where a weight lies from now on, or until the next step.
    func place(_ weight: PackedWeight) throws -> UnsafeMutableRawPointer {
        if keepsWeights { return try weight.keep(in: cache, with: packing) }
        if let mapping = weight.mapping(in: cache) {
            mappings.append(mapping)
            makeRoom()
            return mapping.start
        }
        let memory = memory ?? AlignedMemory(bytes: bytes)
        self.memory = memory
        let start = memory.start + used
        used += Program.windowPart(weight)
        precondition(used <= bytes, "the weights of one step take \(used) bytes, where no step takes more than \(bytes)")
        try weight.write(to: start, with: packing)
        return start
    }

    /// Gives back what only earlier steps needed: a mapped weight takes memory too.
    private func makeRoom() {
        if touched > used { memory?.release(from: used) }
        touched = used
    }
}
