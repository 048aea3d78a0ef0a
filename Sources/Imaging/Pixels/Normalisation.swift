/// How bytes become a tensor's numbers: `x * scale + bias`, x in 0 to 255, scale and bias by channel of the tensor.
struct Normalisation {
    let scale: SIMD3<Float>
    let bias: SIMD3<Float>
    let order: ChannelOrder
    let kernels: RowKernels

    /// Writes the numbers of pixels that lie in a row, with ``PixelStorage/readablePadding`` behind them.
    func write(_ pixels: UnsafePointer<UInt8>, pixelCount: Int, to tensor: UnsafeMutablePointer<Float>) {
        withNumbers(of: scale) { scale in
            withNumbers(of: bias) { bias in
                kernels.normalise(
                    pixels, pixelCount: pixelCount, scale: scale, bias: bias, reversed: order == .bgr, to: tensor)
            }
        }
    }

    private func withNumbers(of channels: SIMD3<Float>, _ body: (UnsafePointer<Float>) -> Void) {
        withUnsafePointer(to: channels) { $0.withMemoryRebound(to: Float.self, capacity: 3, body) }
    }
}
