import Synchronization

/// The bytes of a ``PixelBuffer``, held once for all its copies.
///
/// The memory of large images goes to the next ones of the same size: the pictures of a stream are made on one thread and let go on
/// another, where the allocator returns such blocks to the system, and to be given fresh pages costs as much as resizing.
///
/// Unchecked: the bytes are written only while the one value that owns them holds the sole reference, before that value can be
/// given to another thread.
final class PixelStorage: @unchecked Sendable {
    /// How many bytes behind the last pixel may be read (their values mean nothing), so that a kernel can load whole vectors.
    static let readablePadding = RowKernels.readablePadding

    /// Smaller blocks the allocator keeps itself.
    private static let leastKept = 1 << 16
    private static let free = Mutex(FreeBlocks(countLimit: 8, byteLimit: 1 << 25))

    let bytes: UnsafeMutableBufferPointer<UInt8>

    /// Allocates `count` bytes whose values are undefined.
    init(count: Int) {
        bytes = UnsafeMutableBufferPointer(start: Self.block(count + Self.readablePadding).address, count: count)
    }

    private static func block(_ count: Int) -> FreeBlocks.Block {
        if count >= leastKept, let block = free.withLock({ $0.take(count) }) { return block }
        let address = UnsafeMutablePointer<UInt8>.allocate(capacity: count)
        // Nobody writes there afterwards.
        (address + count - readablePadding).initialize(repeating: 0, count: readablePadding)
        return FreeBlocks.Block(address: address, count: count)
    }

    deinit {
        let block = FreeBlocks.Block(address: bytes.baseAddress!, count: bytes.count + Self.readablePadding)
        let surplus = block.count >= Self.leastKept ? Self.free.withLock { $0.keep(block) } : [block]
        for block in surplus { block.address.deallocate() }
    }

    func copy() -> PixelStorage {
        let copy = PixelStorage(count: bytes.count)
        _ = copy.bytes.update(fromContentsOf: bytes)
        return copy
    }
}
