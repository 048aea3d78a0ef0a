import Synchronization

/// Transforms kernels for Winograd convolutions: `U = G·g·Gᵀ` for each channel and filter, in the layout that oneDNN wants.
///
/// oneDNN's own reorder takes 50 ns for a weight, ten times as long as the inference that it is for, and a second kernel's memory.
/// This one reads a few channels at a time from wherever the kernel lies, and writes each transformed vector once. As the layouts are
/// private to the library, it is used only where it writes what the library's reorder writes (`isVerified`).
struct WinogradPacking {
    let layout: Layout
    let format: WinogradFormat
    private let filters: Int
    private let channels: Int

    private typealias Vector = SIMD16<Float>

    /// Nil where `layout` isn't one of Winograd kernels, or the kernel doesn't lie as Keras has it.
    init?(_ layout: Layout, view: Layout) {
        guard let format = WinogradFormat(layout) else { return nil }
        let dimensions = view.dimensions
        guard dimensions.count == 4, dimensions[2] == 3, dimensions[3] == 3, let blocking = view.blocking,
            blocking.blocks.isEmpty,
            blocking.strides == Self.strides(filters: dimensions[0], channels: dimensions[1])
        else { return nil }
        (self.layout, self.format, filters, channels) = (layout, format, dimensions[0], dimensions[1])
    }

    /// Of a kernel `[3, 3, channels, filters]`, in the order filter, channel, row, column.
    private static func strides(filters: Int, channels: Int) -> [Int] {
        [1, filters, 3 * channels * filters, channels * filters]
    }

    func pack(_ kernel: Tensor, to memory: UnsafeMutableRawPointer) throws {
        // Whole groups, so that the vectors of one transformed tap lie side by side.
        let step = max(1, 128 / format.channelGroup) * format.channelGroup
        let taps = UnsafeMutableBufferPointer<Float>.allocate(capacity: 9 * step * filters)
        defer { taps.deallocate() }
        for start in stride(from: 0, to: format.channels, by: step) {
            let present = max(0, min(step, channels - start))
            for tap in 0..<9 where present > 0 {
                let first = (tap * channels + start) * filters
                let part = UnsafeMutableBufferPointer(rebasing: taps[tap * step * filters..<(tap * step + present) * filters])
                try kernel.read(first..<first + present * filters, into: part)
            }
            for block in 0..<format.filters / WinogradFormat.vector {
                for channel in start..<min(start + step, format.channels) {
                    let place = (channel - start) * filters + block * WinogradFormat.vector
                    let isPresent = channel - start < present
                    func tap(_ index: Int) -> Vector {
                        isPresent ? load(taps, index * step * filters + place, block: block) : Vector(repeating: 0)
                    }
                    let kernel = ((tap(0), tap(1), tap(2)), (tap(3), tap(4), tap(5)), (tap(6), tap(7), tap(8)))
                    if format.alpha == 6 {
                        write6(kernel, channel, block, to: memory)
                    } else {
                        write4(kernel, channel, block, to: memory)
                    }
                }
            }
        }
    }

    private typealias Row = (Vector, Vector, Vector)

    /// 16 filters, or what there is of the last ones and zeros.
    @inline(__always)
    private func load(_ taps: UnsafeMutableBufferPointer<Float>, _ place: Int, block: Int) -> Vector {
        let present = filters - block * WinogradFormat.vector
        if present >= WinogradFormat.vector {
            return UnsafeRawPointer(taps.baseAddress! + place).loadUnaligned(as: Vector.self)
        }
        var vector = Vector(repeating: 0)
        for lane in 0..<max(present, 0) { vector[lane] = taps[place + lane] }
        return vector
    }

    @inline(__always)
    private func write6(_ g: (Row, Row, Row), _ channel: Int, _ block: Int, to memory: UnsafeMutableRawPointer) {
        let (a, b, c) = (
            transformed6(g.0.0, g.1.0, g.2.0), transformed6(g.0.1, g.1.1, g.2.1), transformed6(g.0.2, g.1.2, g.2.2)
        )
        let rows = (
            transformed6(a.0, b.0, c.0), transformed6(a.1, b.1, c.1), transformed6(a.2, b.2, c.2), transformed6(a.3, b.3, c.3),
            transformed6(a.4, b.4, c.4), transformed6(a.5, b.5, c.5)
        )
        let base = format.place(tap: 0, channel: channel, block: block)
        let distance = format.place(tap: 1, channel: channel, block: block) - base
        let start = memory + base * MemoryLayout<Vector>.size
        let step = distance * MemoryLayout<Vector>.size
        withUnsafeBytes(of: rows) { rows in
            for tap in 0..<36 {
                (start + tap * step).storeBytes(
                    of: rows.load(fromByteOffset: tap * MemoryLayout<Vector>.size, as: Vector.self), as: Vector.self)
            }
        }
    }

    @inline(__always)
    private func write4(_ g: (Row, Row, Row), _ channel: Int, _ block: Int, to memory: UnsafeMutableRawPointer) {
        let (a, b, c) = (
            transformed4(g.0.0, g.1.0, g.2.0), transformed4(g.0.1, g.1.1, g.2.1), transformed4(g.0.2, g.1.2, g.2.2)
        )
        let rows = (
            transformed4(a.0, b.0, c.0), transformed4(a.1, b.1, c.1), transformed4(a.2, b.2, c.2), transformed4(a.3, b.3, c.3)
        )
        let base = format.place(tap: 0, channel: channel, block: block)
        let distance = format.place(tap: 1, channel: channel, block: block) - base
        let start = memory + base * MemoryLayout<Vector>.size
        let step = distance * MemoryLayout<Vector>.size
        withUnsafeBytes(of: rows) { rows in
            for tap in 0..<16 {
                (start + tap * step).storeBytes(
                    of: rows.load(fromByteOffset: tap * MemoryLayout<Vector>.size, as: Vector.self), as: Vector.self)
            }
        }
    }

    /// G of F(4×4, 3×3) as oneDNN scales it.
    @inline(__always)
    private func transformed6(_ x: Vector, _ y: Vector, _ z: Vector) -> (Vector, Vector, Vector, Vector, Vector, Vector) {
        let (outer, odd) = (x * -0.688403361344538 - z * 0.26890756302521, y * 0.430252100840336)
        let (inner, other) = (x * 0.119514472455649 + z * 0.26890756302521, y * 0.179271708683473)
        return (x * 1.13777777777778, outer - odd, outer + odd, inner + other, inner - other, z)
    }

    /// G of F(2×2, 3×3).
    @inline(__always)
    private func transformed4(_ x: Vector, _ y: Vector, _ z: Vector) -> (Vector, Vector, Vector, Vector) {
        let (even, odd) = ((x + z) * 0.5, y * 0.5)
        return (x, even + odd, even - odd, z)
    }
}

extension WinogradPacking {
    private static let known = Mutex<[WinogradFormat: Bool]>([:])

    /// Whether it writes what the library's own reorder writes, tried once for each kind of layout on one group of weights.
    func isVerified(on stream: Stream) throws -> Bool {
        let small = try format.smallest(layout)
        guard let kind = WinogradFormat(small) else { return false }
        if let known = Self.known.withLock({ $0[kind] }) { return known }
        let agrees = (try? Self.agrees(small, kind, on: stream)) ?? false
        Self.known.withLock { $0[kind] = agrees }
        return agrees
    }

    private static func agrees(_ small: Layout, _ kind: WinogradFormat, on stream: Stream) throws -> Bool {
        let view = try Layout(
            dimensions: [kind.filters, kind.channels, 3, 3], strides: strides(filters: kind.filters, channels: kind.channels))
        guard let packing = WinogradPacking(small, view: view) else { return false }
        let kernel = Tensor(shape: [3, 3, kind.channels, kind.filters]) { elements in
            for index in elements.indices { elements[index] = Float((index &* 7919) % 1009) / 1009 - 0.4 }
        }
        let (ours, theirs) = (AlignedMemory(bytes: small.bytes), AlignedMemory(bytes: small.bytes))
        try packing.pack(kernel, to: ours.start)
        try kernel.withElements {
            try stream.reorder(UnsafeMutableRawPointer(mutating: $0.baseAddress!), view, to: theirs.start, small)
        }
        let count = small.bytes / 4
        let (left, right) = (
            ours.start.assumingMemoryBound(to: Float.self), theirs.start.assumingMemoryBound(to: Float.self)
        )
        return (0..<count).allSatisfy { (left[$0] - right[$0]).magnitude <= 1e-6 }
    }
}
