/// The two old places beside a new one and their weights of 11 fractional bits, as OpenCV's `resize` computes them for 8-bit images.
private struct LinearTap {
    var first: Int
    var second: Int
    var firstWeight: Int32
    var secondWeight: Int32

    /// - Parameter wholeAtEdges: beyond the outermost centres take one place with the whole weight, as OpenCV does in rows; in columns it
    ///   takes the outermost place twice, with both weights, which rounds otherwise.
    static func taps(from oldCount: Int, to newCount: Int, wholeAtEdges: Bool) -> [LinearTap] {
        let scale = 1 / (Double(newCount) / Double(oldCount))
        return (0..<newCount).map { place in
            var fraction = Float((Double(place) + 0.5) * scale - 0.5)
            let whole = fraction.rounded(.down)
            fraction -= whole
            let place = Int(whole)
            if wholeAtEdges, place < 0 || place >= oldCount - 1 { fraction = 0 }
            return LinearTap(
                first: min(max(place, 0), oldCount - 1), second: min(max(place + 1, 0), oldCount - 1),
                firstWeight: Int32(((1 - fraction) * 2048).rounded(.toNearestOrEven)),
                secondWeight: Int32((fraction * 2048).rounded(.toNearestOrEven)))
        }
    }
}

extension PixelBuffer {
    /// OpenCV's `INTER_LINEAR` on 8-bit images in its fixed-point arithmetic: each new pixel from the four old ones around its centre.
    func sampleLinearly(to target: PixelSize, _ output: some RowTarget) {
        // OpenCV takes the plain mean when both sides are exactly halved, as the four weights are equal then.
        if size.width == target.width * 2, size.height == target.height * 2 { return halve(to: output) }
        let columns = LinearTap.taps(from: size.width, to: target.width, wholeAtEdges: true)
        let rows = LinearTap.taps(from: size.height, to: target.height, wholeAtEdges: false)
        var above = BlendedRow(width: target.width)
        var below = BlendedRow(width: target.width)
        withPixels { old in
            for (y, row) in rows.enumerated() {
                // Going down, the row that was below is mostly the one above next.
                if above.source != row.first, below.source == row.first { swap(&above, &below) }
                above.load(row.first, of: old, width: size.width, columns)
                below.load(row.second, of: old, width: size.width, columns)
                let new = output.place(of: y)
                for x in 0..<target.width * Self.channels {
                    let first = (row.firstWeight &* (above.values[x] &>> 4)) &>> 16
                    let second = (row.secondWeight &* (below.values[x] &>> 4)) &>> 16
                    new[x] = UInt8(truncatingIfNeeded: (first &+ second &+ 2) &>> 2)
                }
                output.finish(y)
            }
        }
    }

    private func halve(to output: some RowTarget) {
        let rowBytes = size.width * Self.channels
        withPixels { old in
            for y in 0..<size.height / 2 {
                let new = output.place(of: y)
                for x in 0..<size.width / 2 {
                    for channel in 0..<Self.channels {
                        let corner = 2 * y * rowBytes + 2 * x * Self.channels + channel
                        let right = corner + Self.channels
                        let sum =
                            UInt16(old[corner]) + UInt16(old[right]) + UInt16(old[corner + rowBytes])
                            + UInt16(old[right + rowBytes])
                        new[x * Self.channels + channel] = UInt8((sum + 2) >> 2)
                    }
                }
                output.finish(y)
            }
        }
    }
}

/// One old row blended to the new width, with 11 fractional bits.
private struct BlendedRow {
    var source = -1
    var values: [Int32]

    init(width: Int) { values = Array(repeating: 0, count: width * PixelBuffer.channels) }

    mutating func load(_ row: Int, of old: UnsafeBufferPointer<UInt8>, width: Int, _ columns: [LinearTap]) {
        guard row != source else { return }
        source = row
        let start = row * width
        for (x, column) in columns.enumerated() {
            let first = (start + column.first) * PixelBuffer.channels
            let second = (start + column.second) * PixelBuffer.channels
            for channel in 0..<PixelBuffer.channels {
                values[x * PixelBuffer.channels + channel] =
                    Int32(old[first + channel]) &* column.firstWeight &+ Int32(old[second + channel]) &* column.secondWeight
            }
        }
    }
}
