extension PixelBuffer {
    /// The whole image in another size. Equal to Pillow's `Image.resize` bit for bit, and for ``Resampling/bilinearSampled`` to
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

    /// First the rows, then the columns, with 8 bits between, as Pillow does it.
    private func filtered(to target: PixelSize, _ kernel: Kernel) -> PixelBuffer {
        var image = self
        if target.width != size.width {
            image = image.resizedHorizontally(
                to: target.width, FilterTaps(from: size.width, to: target.width, kernel))
        }
        if target.height != size.height {
            image = image.resizedVertically(
                to: target.height, FilterTaps(from: size.height, to: target.height, kernel))
        }
        return image
    }
}
