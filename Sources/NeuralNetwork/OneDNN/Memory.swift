import COneDNN
import Glibc

/// Bytes on a page boundary, in huge pages where the system has them: packed weights and arenas are read in long runs,
/// and small pages cost the processor's address translation there.
///
/// Unchecked, for who shares it between threads only reads.
final class AlignedMemory: @unchecked Sendable {
    let start: UnsafeMutableRawPointer
    let bytes: Int

    private static let hugePage = 2 << 20

    init(bytes: Int) {
        let isLarge = bytes >= Self.hugePage
        let granule = isLarge ? Self.hugePage : 64
        self.bytes = (max(bytes, 1) + granule - 1) / granule * granule
        start = .allocate(byteCount: self.bytes, alignment: isLarge ? Self.hugePage : 4096)
        if isLarge { madvise(start, self.bytes, MADV_HUGEPAGE) }
    }

    deinit { start.deallocate() }

    /// Gives all pages behind so many bytes back to the system; what was there is lost.
    func release(from offset: Int) {
        let granule = bytes >= Self.hugePage ? Self.hugePage : 4096
        let first = (offset + granule - 1) / granule * granule
        if first < bytes / granule * granule { madvise(start + first, bytes / granule * granule - first, MADV_DONTNEED) }
    }
}

/// A place in memory with its layout, as oneDNN's primitives take it. Used by one context.
final class Memory {
    let handle: dnnl_memory_t

    init(_ layout: Layout, at start: UnsafeMutableRawPointer?) throws {
        var handle: dnnl_memory_t?
        let engine = try Engine.shared()
        // A null pointer stands for "told later".
        try check(dnnl_memory_create(&handle, layout.handle, engine.handle, start), "memory_create")
        self.handle = handle!
    }

    func move(to start: UnsafeMutableRawPointer) throws {
        try check(dnnl_memory_set_data_handle(handle, start), "memory_set_data_handle")
    }

    deinit { dnnl_memory_destroy(handle) }
}
