extension PixelBuffer {
    /// The whole image in another size. Equal to `Image.resize` of Pillow 13 bit for bit, and for ``Resampling/bilinearSampled`` to
    /// OpenCV's. Both sides of `target` are at least 1.
    public func resized(to target: PixelSize, _ resampling: Resampling) -> PixelBuffer {
        resized(to: target, resampling, with: .best)
    }

    /// ``resized(to:_:)`` with the kernels of one instruction set.
    package func resized(to target: PixelSize, _ resampling: Resampling, with kernels: RowKernels) -> PixelBuffer {
        precondition(target.width >= 1 && target.height >= 1, "an image can't be resized to \(target)")
        guard target != size else { return self }
        return PixelBuffer(size: target) { pixels in
            write(
                resizedTo: target, resampling, to: ImageRows(top: pixels.baseAddress!, stride: target.width * Self.channels),
                kernels)
        }
    }

    /// Writes the rows of the image in another size.
    func write(resizedTo target: PixelSize, _ resampling: Resampling, to output: some RowTarget, _ kernels: RowKernels) {
        func filter(_ kernel: Kernel) {
            withPixels { FilteredResizing(of: $0.baseAddress!, size, to: target, kernel, kernels).write(to: output) }
        }
        guard target != size else { return copyRows(to: output) }
        switch resampling {
        case .nearest: sampleNearest(to: target, output)
        case .box: filter(.box)
        case .bilinear: filter(.triangle)
        case .bicubic: filter(.cubic)
        case .lanczos: filter(.lanczos)
        case .bilinearSampled: sampleLinearly(to: target, output)
        }
    }

    private func copyRows(to output: some RowTarget) {
        let rowBytes = size.width * Self.channels
        withPixels { pixels in
            for y in 0..<size.height {
                output.place(of: y).update(from: pixels.baseAddress! + y * rowBytes, count: rowBytes)
                output.finish(y)
            }
        }
    }
}
