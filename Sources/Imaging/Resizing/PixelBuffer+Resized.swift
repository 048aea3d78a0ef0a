extension PixelBuffer {
    /// The whole image in another size. Equal to `Image.resize` of Pillow 13 bit for bit, and for ``Resampling/bilinearSampled`` to
    /// OpenCV's. Both sides of `target` are at least 1.
    public func resized(to target: PixelSize, _ resampling: Resampling) -> PixelBuffer {
        precondition(target.width >= 1 && target.height >= 1, "an image can't be resized to \(target)")
        guard target != size else { return self }
        return switch resampling {
        case .nearest: sampledNearest(to: target)
        case .box: filtered(to: target, .box)
        case .bilinear: filtered(to: target, .triangle)
        case .bicubic: filtered(to: target, .cubic)
        case .lanczos: filtered(to: target, .lanczos)
        case .bilinearSampled: sampledLinearly(to: target)
        }
    }

    /// Two passes with 8 bits between. Their order shows in the result: the rows come first, unless, as in Pillow 13 and later, the
    /// height shrinks by more than twice as many pixels as the width.
    private func filtered(to target: PixelSize, _ kernel: Kernel) -> PixelBuffer {
        let lostRows = size.height - target.height
        let lostColumns = size.width - target.width
        if lostRows > 0, lostRows > 2 * lostColumns {
            return filteredVertically(to: target.height, kernel).filteredHorizontally(to: target.width, kernel)
        }
        return filteredHorizontally(to: target.width, kernel).filteredVertically(to: target.height, kernel)
    }

    private func filteredHorizontally(to width: Int, _ kernel: Kernel) -> PixelBuffer {
        width == size.width ? self : resizedHorizontally(to: width, FilterTaps(from: size.width, to: width, kernel))
    }

    private func filteredVertically(to height: Int, _ kernel: Kernel) -> PixelBuffer {
        height == size.height ? self : resizedVertically(to: height, FilterTaps(from: size.height, to: height, kernel))
    }
}
