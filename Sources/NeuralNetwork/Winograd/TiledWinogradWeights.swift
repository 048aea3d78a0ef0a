import CWinograd

/// The transformed kernel of a `TiledWinograd`, 36 numbers for each pair of channel and filter.
struct TiledWinogradWeights: WeightForm {
    private let shape: winograd_shape

    init(_ winograd: TiledWinograd) { shape = winograd.shape }

    var count: Int { withUnsafePointer(to: shape) { winograd_weight_count($0) } }

    var bytes: Int { count * 4 }

    var identity: String? { "\(TiledWinograd.implementation) \(shape.lanes) lanes, \(shape.channels) to \(shape.filters)" }

    /// It is read a few channels at a time.
    func sourceBytes(_ tensor: Tensor) -> Int { 0 }

    func write(_ kernel: Tensor, to memory: UnsafeMutableRawPointer, with packing: PackingSpace) throws {
        let (channels, filters) = (shape.channels, shape.filters)
        let step = max(1, Self.elementsAtOnce / (9 * filters))
        let taps = UnsafeMutableBufferPointer<Float>.allocate(capacity: 9 * min(step, channels) * filters)
        defer { taps.deallocate() }
        let weights = memory.bindMemory(to: Float.self, capacity: count)
        for start in stride(from: 0, to: channels, by: step) {
            let present = min(step, channels - start)
            for tap in 0..<9 {
                let first = (tap * channels + start) * filters
                let part = UnsafeMutableBufferPointer(rebasing: taps[tap * present * filters..<(tap + 1) * present * filters])
                try kernel.read(first..<first + present * filters, into: part)
            }
            withUnsafePointer(to: shape) { winograd_pack($0, taps.baseAddress!, start, present, weights) }
        }
    }

    /// What stays in the cores' caches while it is transformed.
    private static let elementsAtOnce = 256 << 10
}
