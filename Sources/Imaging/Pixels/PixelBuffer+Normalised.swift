extension PixelBuffer {
    /// Fills a tensor of shape height × width × 3 with `x * scale + bias`, x in 0 to 255.
    /// - Parameters:
    ///   - tensor: `height × width × 3` values, initialised or not.
    ///   - scale: by channel of the tensor, so the first is blue's in the order `bgr`; `1 / 255` for values in 0 to 1.
    ///   - bias: likewise; a mean to subtract is `-mean * scale`.
    public func normalise(
        into tensor: UnsafeMutableBufferPointer<Float>, scale: SIMD3<Float>, bias: SIMD3<Float> = .zero,
        order: ChannelOrder = .rgb
    ) {
        precondition(
            tensor.count == size.pixelCount * Self.channels, "an image of \(size) doesn't fill \(tensor.count) values")
        let normalisation = Normalisation(scale: scale, bias: bias, order: order, kernels: .best)
        withPixels { normalisation.write($0.baseAddress!, pixelCount: size.pixelCount, to: tensor.baseAddress!) }
    }

    /// A new tensor of shape height × width × 3, see ``normalise(into:scale:bias:order:)``.
    public func normalised(
        scale: SIMD3<Float>, bias: SIMD3<Float> = .zero, order: ChannelOrder = .rgb
    ) -> [Float] {
        let count = size.pixelCount * Self.channels
        return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
            normalise(
                into: UnsafeMutableBufferPointer(rebasing: buffer[..<count]), scale: scale, bias: bias, order: order)
            initialized = count
        }
    }

    /// A new tensor of shape height × width × 3 with the same scale for all channels.
    public func normalised(scale: Float, bias: SIMD3<Float> = .zero, order: ChannelOrder = .rgb) -> [Float] {
        normalised(scale: SIMD3(repeating: scale), bias: bias, order: order)
    }
}
