/// How the stored rows and columns of a photograph are to be shown: EXIF's tag 0x0112, by its numbers.
enum Orientation: Int, CaseIterable {
    case upright = 1
    case mirrored
    case turnedHalf
    case flipped
    case transposed
    case turnedRight
    case transversed
    case turnedLeft

    /// Whether width and height change places.
    var swapsSides: Bool { rawValue >= 5 }

    func size(of stored: PixelSize) -> PixelSize { swapsSides ? stored.transposed : stored }
}

extension PixelBuffer {
    /// The image as it is to be shown, like Pillow's `ImageOps.exif_transpose`.
    func turned(by orientation: Orientation) -> PixelBuffer {
        guard orientation != .upright else { return self }
        let width = size.width
        let height = size.height
        // The stored pixel of the shown pixel (x, y) is `first + x * columnStep + y * rowStep`.
        let (first, columnStep, rowStep) =
            switch orientation {
            case .upright: (0, 1, width)
            case .mirrored: (width - 1, -1, width)
            case .turnedHalf: (width * height - 1, -1, -width)
            case .flipped: (width * (height - 1), 1, -width)
            case .transposed: (0, width, 1)
            case .turnedRight: (width * (height - 1), -width, 1)
            case .transversed: (width * height - 1, -width, -1)
            case .turnedLeft: (width - 1, width, -1)
            }
        let shown = orientation.size(of: size)
        return withPixels { stored in
            PixelBuffer(size: shown) { pixels in
                var target = 0
                for y in 0..<shown.height {
                    var source = (first + y * rowStep) * Self.channels
                    for _ in 0..<shown.width {
                        pixels[target] = stored[source]
                        pixels[target + 1] = stored[source + 1]
                        pixels[target + 2] = stored[source + 2]
                        target += Self.channels
                        source += columnStep * Self.channels
                    }
                }
            }
        }
    }
}
