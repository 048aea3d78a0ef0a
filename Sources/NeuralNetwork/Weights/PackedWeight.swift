import Synchronization

/// A constant of a plan in the form in which its steps read it. It is packed when a run comes to it: into memory of that run, which
/// serves the next weight after it, or for good.
final class PackedWeight: Sendable {
    private let tensor: Tensor
    private let form: any WeightForm
    private let kept = Mutex<AlignedMemory?>(nil)

    init(_ tensor: Tensor, as form: some WeightForm) { (self.tensor, self.form) = (tensor, form) }

    var bytes: Int { form.bytes }

    /// What it takes of the memory now.
    var heldBytes: Int { kept.withLock { $0?.bytes ?? 0 } }

    /// What packing it takes besides.
    var sourceBytes: Int { form.sourceBytes(tensor) }

    /// Packs it to `memory`, which has at least `bytes`.
    func write(to memory: UnsafeMutableRawPointer, with packing: PackingSpace) throws {
        try form.write(tensor, to: memory, with: packing)
    }

    /// Where it lies, packed now if it isn't yet, and kept as long as the plan.
    func keep(with packing: PackingSpace) throws -> UnsafeMutableRawPointer {
        try kept.withLock { kept in
            if let kept { return kept.start }
            let memory = AlignedMemory(bytes: bytes)
            try write(to: memory.start, with: packing)
            kept = memory
            return memory.start
        }
    }
}

/// What packing needs while it goes on: a stream, and memory for one weight as it lies in its file.
final class PackingSpace {
    let stream: Stream
    private let capacity: Int
    private var memory: AlignedMemory?

    /// - Parameter bytes: of the largest weight.
    init(_ stream: Stream, bytes: Int) { (self.stream, capacity) = (stream, bytes) }

    func withElements(of tensor: Tensor, _ body: (UnsafeMutableRawPointer) throws -> Void) throws {
        guard !tensor.isLoaded else {
            return try tensor.withElements { try body(UnsafeMutableRawPointer(mutating: $0.baseAddress!)) }
        }
        precondition(tensor.count * 4 <= capacity, "a weight of \(tensor.count * 4) bytes, where none exceeds \(capacity)")
        let memory = memory ?? AlignedMemory(bytes: capacity)
        self.memory = memory
        let elements = memory.start.bindMemory(to: Float.self, capacity: tensor.count)
        try tensor.read(0..<tensor.count, into: UnsafeMutableBufferPointer(start: elements, count: tensor.count))
        try body(memory.start)
    }
}
