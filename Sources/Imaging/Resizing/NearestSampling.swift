extension PixelBuffer {
    /// Each new pixel is the old one under its centre. The places are summed up in steps as Pillow's `ImagingScaleAffine` does, so
    /// that ties fall to the same side.
    func sampleNearest(to target: PixelSize, _ output: some RowTarget) {
        let columns = Self.places(from: size.width, to: target.width)
        let rows = Self.places(from: size.height, to: target.height)
        withPixels { old in
            for (y, row) in rows.enumerated() {
                let start = row * size.width
                var new = output.place(of: y)
                for column in columns {
                    let source = (start + column) * Self.channels
                    new[0] = old[source]
                    new[1] = old[source + 1]
                    new[2] = old[source + 2]
                    new += Self.channels
                }
                output.finish(y)
            }
        }
    }

    private static func places(from oldCount: Int, to newCount: Int) -> [Int] {
        let step = Double(oldCount) / Double(newCount)
        var center = step * 0.5
        return (0..<newCount).map { _ in
            defer { center += step }
            return min(Int(center), oldCount - 1)
        }
    }
}
