/// Room for the last so many rows of bytes, each with the padding that kernels may read.
final class RowRing {
    private let bytes: UnsafeMutablePointer<UInt8>
    private let stride: Int
    private let capacity: Int

    init(rowBytes: Int, capacity: Int) {
        self.capacity = capacity
        stride = rowBytes + PixelStorage.readablePadding
        bytes = .allocate(capacity: stride * capacity)
        // Padding meets weights of 0, but must not be undefined.
        bytes.initialize(repeating: 0, count: stride * capacity)
    }

    deinit { bytes.deallocate() }

    func row(_ number: Int) -> UnsafeMutablePointer<UInt8> { bytes + number % capacity * stride }
}
