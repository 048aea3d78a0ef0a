/// How a weight lies where a step reads it.
protocol WeightForm: Sendable {
    var bytes: Int { get }
    /// What writing it takes besides.
    func sourceBytes(_ tensor: Tensor) -> Int
    /// Writes it to `memory`, which has at least `bytes`.
    func write(_ tensor: Tensor, to memory: UnsafeMutableRawPointer, with packing: PackingSpace) throws
    /// What tells it from all other forms; nil where nothing does, so that what has it isn't kept on the disk.
    var identity: String? { get }
}

extension WeightForm {
    var identity: String? { nil }
}

/// A layout of oneDNN.
struct LayoutForm: WeightForm {
    /// The tensor's elements in the dimensions of `layout`.
    let view: Layout
    let layout: Layout

    var bytes: Int { layout.bytes }

    var identity: String? {
        guard let view = view.identity else { return nil }
        if let format = WinogradFormat(layout) { return "\(view), transformed: \(format)" }
        return layout.identity.map { "\(view), then \($0)" }
    }

    func sourceBytes(_ tensor: Tensor) -> Int {
        tensor.isLoaded || WinogradPacking(layout, view: view) != nil ? 0 : tensor.count * 4
    }

    func write(_ tensor: Tensor, to memory: UnsafeMutableRawPointer, with packing: PackingSpace) throws {
        if let winograd = WinogradPacking(layout, view: view), try winograd.isVerified(on: packing.stream) {
            return try winograd.pack(tensor, to: memory)
        }
        if view.isSame(as: layout) {
            let elements = memory.bindMemory(to: Float.self, capacity: tensor.count)
            return try tensor.read(0..<tensor.count, into: UnsafeMutableBufferPointer(start: elements, count: tensor.count))
        }
        try packing.withElements(of: tensor) { try packing.stream.reorder($0, view, to: memory, layout) }
    }
}
