import CDirect

/// The kernel of a `DirectConvolution`: filters in panels as wide as the registers take at a time, and of each panel the weights in the order in
/// which they are read.
struct DirectWeights: WeightForm {
    private let shape: direct_shape

    init(_ convolution: DirectConvolution) {
        shape = convolution.shape
    }

    var count: Int { withUnsafePointer(to: shape) { direct_weight_count($0) } }

    var bytes: Int { count * 4 }

    var identity: String? {
        let order = shape.has_channels_last ? "channels last" : "blocks"
        return "\(DirectConvolution.implementation) \(shape.lanes) lanes, \(shape.channels) in \(order) to \(shape.filters), "
            + "\(shape.kernel_height)x\(shape.kernel_width)"
    }

    /// It is read a few channels at a time.
    func sourceBytes(_ tensor: Tensor) -> Int { 0 }

    func write(_ kernel: Tensor, to memory: UnsafeMutableRawPointer, with packing: PackingSpace) throws {
        let (channels, filters) = (shape.channels, shape.filters)
        let step = min(channels, max(1, Self.elementsAtOnce / filters))
        let part = UnsafeMutableBufferPointer<Float>.allocate(capacity: step * filters)
        defer { part.deallocate() }
        let weights = memory.bindMemory(to: Float.self, capacity: count)
        for tap in 0..<shape.kernel_height * shape.kernel_width {
            for start in stride(from: 0, to: channels, by: step) {
                let present = min(step, channels - start)
                let first = (tap * channels + start) * filters
                try kernel.read(
                    first..<first + present * filters, into: UnsafeMutableBufferPointer(rebasing: part[..<(present * filters)]))
                withUnsafePointer(to: shape) { direct_pack($0, part.baseAddress!, tap, start, present, weights) }
            }
        }
    }

    /// What stays in the cores' caches on its way.
    private static let elementsAtOnce = 128 << 10
}
