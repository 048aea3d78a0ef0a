/// The rows of a tensor of shape height × width × 3, or of a part of it: bytes are written beside it and made numbers row by row.
struct TensorRows: RowTarget {
    private let top: UnsafeMutablePointer<Float>
    private let stride: Int
    private let width: Int
    private let normalisation: Normalisation
    private let bytes: RowRing

    /// - Parameter stride: from one row of the tensor to the next.
    init(top: UnsafeMutablePointer<Float>, stride: Int, width: Int, _ normalisation: Normalisation) {
        self.top = top
        self.stride = stride
        self.width = width
        self.normalisation = normalisation
        bytes = RowRing(rowBytes: width * PixelBuffer.channels, capacity: normalisation.kernels.rowsAtOnce)
    }

    func place(of row: Int) -> UnsafeMutablePointer<UInt8> { bytes.row(row) }

    func finish(_ row: Int) { normalisation.write(bytes.row(row), pixelCount: width, to: top + row * stride) }
}
