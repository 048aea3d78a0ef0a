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
