/// The bytes of a ``PixelBuffer``, held once for all its copies.
///
/// Unchecked: the bytes are written only while the one value that owns them holds the sole reference, before that value can be
/// given to another thread.
final class PixelStorage: @unchecked Sendable {
    /// How many bytes behind the last pixel may be read (their values mean nothing), so that a kernel can load whole vectors.
    static let readablePadding = RowKernels.readablePadding

    let bytes: UnsafeMutableBufferPointer<UInt8>

    /// Allocates `count` bytes whose values are undefined.
    init(count: Int) {
        let allocated = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: count + Self.readablePadding)
        allocated[count...].initialize(repeating: 0)
        bytes = UnsafeMutableBufferPointer(rebasing: allocated[..<count])
    }

    deinit { bytes.baseAddress?.deallocate() }

    func copy() -> PixelStorage {
        let copy = PixelStorage(count: bytes.count)
        _ = copy.bytes.update(fromContentsOf: bytes)
        return copy
    }
}
