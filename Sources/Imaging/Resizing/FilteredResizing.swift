import CResample

/// Resizing with a filter in two passes with 8 bits between, as `ImagingResample` of Pillow does it.
///
/// Row by row: of what the first pass makes only those rows are kept that the second one still needs, so that they stay in the
/// processor's cache.
struct FilteredResizing {
    private let old: UnsafePointer<UInt8>
    private let size: PixelSize
    private let target: PixelSize
    /// Nil where the width stays.
    private let columns: FilterTaps?
    /// Nil where the height stays.
    private let rows: FilterTaps?
    private let kernels: RowKernels

    private var oldRowBytes: Int { size.width * PixelBuffer.channels }
    private var newRowBytes: Int { target.width * PixelBuffer.channels }

    /// - Parameter old: the pixels of an image of `size`, with ``PixelStorage/readablePadding`` behind them.
    init(of old: UnsafePointer<UInt8>, _ size: PixelSize, to target: PixelSize, _ kernel: Kernel, _ kernels: RowKernels) {
        self.old = old
        self.size = size
        self.target = target
        self.kernels = kernels
        columns = size.width == target.width ? nil : FilterTaps(from: size.width, to: target.width, kernel)
        rows = size.height == target.height ? nil : FilterTaps(from: size.height, to: target.height, kernel)
    }

    /// The order of the passes shows in the result: the rows are resized first, unless, as in Pillow 13 and later, the height shrinks by more
    /// than twice as many pixels as the width.
    func write(to output: some RowTarget) {
        let lostRows = size.height - target.height
        let lostColumns = size.width - target.width
        switch (columns, rows) {
        case (let columns?, let rows?) where lostRows > 0 && lostRows > 2 * lostColumns:
            writeColumnsFirst(columns, rows, to: output)
        case (let columns?, let rows?): writeRowsFirst(columns, rows, to: output)
        case (let columns?, nil): writeRowsOnly(columns, to: output)
        case (nil, let rows?): writeColumnsOnly(rows, to: output)
        case (nil, nil): preconditionFailure("an image of \(size) is to be resized to \(target)")
        }
    }

    private func writeRowsFirst(_ columns: FilterTaps, _ rows: FilterTaps, to output: some RowTarget) {
        let tapCount = 2 * rows.pairCount
        let ring = RowRing(rowBytes: newRowBytes, capacity: tapCount + kernels.rowsAtOnce)
        var filled = Int(rows.starts[0])
        rows.withPlaces { y, start, weights in
            while filled < min(start + tapCount, size.height) {
                // Rows behind the last one are resized too, to places in the ring that nobody reads.
                resizeRows(
                    columns, sources: { oldRow(filled + $0) }, targets: { ring.row(filled + $0) })
                filled += kernels.rowsAtOnce
            }
            blendRows(
                weights, rows.pairCount, sources: { UnsafePointer(ring.row(min(start + $0, size.height - 1))) }, newRowBytes,
                to: output.place(of: y))
            output.finish(y)
        }
    }

    private func writeColumnsFirst(_ columns: FilterTaps, _ rows: FilterTaps, to output: some RowTarget) {
        let band = RowRing(rowBytes: oldRowBytes, capacity: kernels.rowsAtOnce)
        rows.withPlaces { y, start, weights in
            blendRows(weights, rows.pairCount, sources: { oldRow(start + $0) }, oldRowBytes, to: band.row(y))
            let count = y % kernels.rowsAtOnce + 1
            guard count == kernels.rowsAtOnce || y == target.height - 1 else { return }
            resizeRows(columns, from: y + 1 - count, count, sources: { UnsafePointer(band.row($0)) }, to: output)
        }
    }

    private func writeRowsOnly(_ columns: FilterTaps, to output: some RowTarget) {
        for y in stride(from: 0, to: target.height, by: kernels.rowsAtOnce) {
            resizeRows(columns, from: y, min(kernels.rowsAtOnce, target.height - y), sources: oldRow, to: output)
        }
    }

    private func writeColumnsOnly(_ rows: FilterTaps, to output: some RowTarget) {
        rows.withPlaces { y, start, weights in
            blendRows(weights, rows.pairCount, sources: { oldRow(start + $0) }, newRowBytes, to: output.place(of: y))
            output.finish(y)
        }
    }

    /// The last row stands in for those behind it, which weigh nothing.
    private func oldRow(_ y: Int) -> UnsafePointer<UInt8> { old + min(y, size.height - 1) * oldRowBytes }

    /// Resizes rows of the output, at most as many as are done at once; the last one is done again in place of those that are missing.
    private func resizeRows(
        _ columns: FilterTaps, from first: Int, _ count: Int, sources: (Int) -> UnsafePointer<UInt8>, to output: some RowTarget
    ) {
        resizeRows(
            columns, sources: { sources(first + min($0, count - 1)) }, targets: { output.place(of: first + min($0, count - 1)) })
        for y in first..<first + count { output.finish(y) }
    }

    private func resizeRows(
        _ columns: FilterTaps, sources: (Int) -> UnsafePointer<UInt8>, targets: (Int) -> UnsafeMutablePointer<UInt8>
    ) {
        withUnsafeTemporaryAllocation(of: UnsafePointer<UInt8>?.self, capacity: kernels.rowsAtOnce) { from in
            withUnsafeTemporaryAllocation(of: UnsafeMutablePointer<UInt8>?.self, capacity: kernels.rowsAtOnce) { to in
                for index in 0..<kernels.rowsAtOnce {
                    from.initializeElement(at: index, to: sources(index))
                    to.initializeElement(at: index, to: targets(index))
                }
                columns.withUnsafeTaps { kernels.functions.horizontal(from.baseAddress, to.baseAddress, $0) }
            }
        }
    }

    private func blendRows(
        _ weights: UnsafePointer<cresample_pair>, _ pairCount: Int, sources: (Int) -> UnsafePointer<UInt8>, _ rowBytes: Int,
        to place: UnsafeMutablePointer<UInt8>
    ) {
        withUnsafeTemporaryAllocation(of: UnsafePointer<UInt8>?.self, capacity: 2 * pairCount) { from in
            for index in 0..<2 * pairCount { from.initializeElement(at: index, to: sources(index)) }
            kernels.functions.vertical(from.baseAddress, weights, pairCount, place, rowBytes)
        }
    }
}
