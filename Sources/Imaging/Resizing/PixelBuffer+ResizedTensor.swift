extension PixelBuffer {
    /// Fills a tensor of shape height × width × 3 with the resized image: the numbers of ``resized(to:_:)`` and then
    /// ``normalise(into:scale:bias:order:)``, without the image between them.
    /// - Parameters:
    ///   - target: width and height of the tensor.
    ///   - tensor: `height × width × 3` values, initialised or not.
    ///   - scale: by channel of the tensor.
    ///   - bias: likewise.
    public func normalise(
        resizedTo target: PixelSize, _ resampling: Resampling, into tensor: UnsafeMutableBufferPointer<Float>,
        scale: SIMD3<Float>, bias: SIMD3<Float> = .zero, order: ChannelOrder = .rgb
    ) {
        normalise(
            resizedTo: target, resampling, into: tensor,
            Normalisation(scale: scale, bias: bias, order: order, kernels: .best))
    }

    /// Likewise, with the kernels of one instruction set.
    package func normalise(
        resizedTo target: PixelSize, _ resampling: Resampling, into tensor: UnsafeMutableBufferPointer<Float>,
        scale: SIMD3<Float>, bias: SIMD3<Float>, order: ChannelOrder, with kernels: RowKernels
    ) {
        normalise(
            resizedTo: target, resampling, into: tensor,
            Normalisation(scale: scale, bias: bias, order: order, kernels: kernels))
    }

    private func normalise(
        resizedTo target: PixelSize, _ resampling: Resampling, into tensor: UnsafeMutableBufferPointer<Float>,
        _ normalisation: Normalisation
    ) {
        Self.check(target, fills: tensor)
        let rows = TensorRows(
            top: tensor.baseAddress!, stride: target.width * Self.channels, width: target.width, normalisation)
        write(resizedTo: target, resampling, to: rows, normalisation.kernels)
    }

    /// Fills a tensor of shape height × width × 3 with the letterboxed image: the numbers of ``letterboxed(to:fill:_:)`` and then
    /// ``normalise(into:scale:bias:order:)``, without the image between them. Returns where the image lies.
    /// - Parameters:
    ///   - target: width and height of the tensor.
    ///   - fill: the colour of the margins; darknet's grey unless told otherwise.
    ///   - tensor: `height × width × 3` values, initialised or not.
    ///   - scale: by channel of the tensor.
    ///   - bias: likewise.
    public func normalise(
        letterboxedTo target: PixelSize, fill: Color = Color(red: 128, green: 128, blue: 128), _ resampling: Resampling,
        into tensor: UnsafeMutableBufferPointer<Float>, scale: SIMD3<Float>, bias: SIMD3<Float> = .zero,
        order: ChannelOrder = .rgb
    ) -> Letterbox {
        Self.check(target, fills: tensor)
        let letterbox = Letterbox(fitting: size, into: target)
        let normalisation = Normalisation(scale: scale, bias: bias, order: order, kernels: .best)
        let stride = target.width * Self.channels
        func place(_ x: Int, _ y: Int) -> UnsafeMutablePointer<Float> { tensor.baseAddress! + y * stride + x * Self.channels }
        let marginRow = PixelBuffer(size: PixelSize(width: target.width, height: 1), filledWith: fill)
        marginRow.withPixels { pixels in
            letterbox.forEachMargin { y, columns in
                normalisation.write(pixels.baseAddress!, pixelCount: columns.count, to: place(columns.lowerBound, y))
            }
        }
        let rows = TensorRows(
            top: place(letterbox.left, letterbox.top), stride: stride, width: letterbox.inner.width, normalisation)
        write(resizedTo: letterbox.inner, resampling, to: rows, .best)
        return letterbox
    }

    private static func check(_ target: PixelSize, fills tensor: UnsafeMutableBufferPointer<Float>) {
        precondition(target.width >= 1 && target.height >= 1, "an image can't be resized to \(target)")
        precondition(
            tensor.count == target.pixelCount * channels, "an image of \(target) doesn't fill \(tensor.count) values")
    }
}
