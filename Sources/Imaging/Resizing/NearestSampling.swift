extension PixelBuffer {
    /// Each new pixel is the old one under its centre. The places are summed up in steps as Pillow's `ImagingScaleAffine` does, so
    /// that ties fall to the same side.
    func sampledNearest(to target: PixelSize) -> PixelBuffer {
        let columns = Self.places(from: size.width, to: target.width)
        let rows = Self.places(from: size.height, to: target.height)
        return withPixels { old in
            PixelBuffer(size: target) { new in
                var position = 0
                for row in rows {
                    let start = row * size.width
                    for column in columns {
                        let source = (start + column) * Self.channels
                        new[position] = old[source]
                        new[position + 1] = old[source + 1]
                        new[position + 2] = old[source + 2]
                        position += Self.channels
                    }
                }
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
