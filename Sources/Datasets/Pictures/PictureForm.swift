public import Imaging

/// What pictures become as examples: their size, and how they get it.
public struct PictureForm: Sendable, Hashable {
    /// How a picture of another shape is fitted in.
    public enum Fit: String, Sendable, Hashable, CaseIterable {
        /// Its sides are scaled each by itself.
        case stretch
        /// It keeps its shape, with grey margins.
        case letterbox
        /// It keeps its shape, and what is too much on two sides is cut off.
        case crop
    }

    /// Both sides at least 1.
    public var size: PixelSize
    public var fit: Fit
    public var resampling: Resampling
    /// One channel, by the luma of ITU-R BT.601, rounded as Pillow's `L`; else red, green and blue.
    public var isGrey: Bool

    public init(size: PixelSize, fit: Fit = .stretch, resampling: Resampling = .bicubic, isGrey: Bool = false) {
        (self.size, self.fit, self.resampling, self.isGrey) = (size, fit, resampling, isGrey)
    }

    /// `[height, width, channels]`
    public var itemShape: [Int] { [size.height, size.width, isGrey ? 1 : 3] }

    /// The numbers of an example, in the order of ``itemShape``.
    public func bytes(of picture: PixelBuffer) -> [UInt8] {
        let fitted =
            switch fit {
            case .stretch: picture.resized(to: size, resampling)
            case .letterbox: picture.letterboxed(to: size, resampling).image
            case .crop: middle(of: picture).resized(to: size, resampling)
            }
        return fitted.withPixels { pixels in
            guard isGrey else { return Array(pixels) }
            return stride(from: 0, to: pixels.count, by: PixelBuffer.channels).map { place in
                let (red, green, blue) = (UInt32(pixels[place]), UInt32(pixels[place + 1]), UInt32(pixels[place + 2]))
                return UInt8((19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16)
            }
        }
    }

    /// The largest part of the shape that is wanted.
    private func middle(of picture: PixelBuffer) -> PixelBuffer {
        let (width, height) = (picture.size.width, picture.size.height)
        let part = PixelSize(
            width: min(width, max(1, (height * size.width + size.height / 2) / size.height)),
            height: min(height, max(1, (width * size.height + size.width / 2) / size.width)))
        guard part != picture.size else { return picture }
        let (left, top) = ((width - part.width) / 2, (height - part.height) / 2)
        return PixelBuffer(size: part) { target in
            picture.withPixels { source in
                let rowBytes = part.width * PixelBuffer.channels
                for y in 0..<part.height {
                    let start = ((top + y) * width + left) * PixelBuffer.channels
                    (target.baseAddress! + y * rowBytes).update(from: source.baseAddress! + start, count: rowBytes)
                }
            }
        }
    }
}
