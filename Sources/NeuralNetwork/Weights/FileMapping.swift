import Glibc

/// The bytes of a file, read when they are first touched, and shared with all processes that have mapped it.
///
/// A file may be renamed or removed meanwhile. Cutting it short would end this process (SIGBUS), which nobody does to a file of a folder that
/// only its owner may enter: who writes there renames.
///
/// Unchecked, for nobody writes to it.
final class FileMapping: @unchecked Sendable {
    private let base: UnsafeMutableRawPointer
    private let offset: Int
    let bytes: Int

    var start: UnsafeMutableRawPointer { base + offset }

    /// What stands before the bytes.
    var header: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: offset) }

    /// - Parameters:
    ///   - offset: where the bytes start, a multiple of 64.
    ///   - bytes: how many there are; a file of another size can't be mapped.
    init?(_ path: String, offset: Int, bytes: Int) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == offset + bytes,
            let base = mmap(nil, offset + bytes, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED
        else { return nil }
        (self.base, self.offset, self.bytes) = (base, offset, bytes)
        Self.note(status, descriptor)
    }

    deinit { munmap(base, offset + bytes) }

    var content: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: bytes) }

    /// How much of the file the system has in memory already, from 0 to 1.
    var presence: Double {
        let pieces = pieces
        return Double(pieces.count { isPresent($0) }) / Double(pieces.count)
    }

    /// Lets the system read what isn't in memory, up to so many bytes; returns how many.
    @discardableResult
    func prefetch(most: Int = .max) -> Int {
        var bytes = 0
        for piece in pieces where bytes < most && !isPresent(piece) {
            madvise(base + piece.lowerBound, piece.count, MADV_WILLNEED)
            bytes += piece.count
        }
        return bytes
    }

    /// The file in megabytes: what the first page of one tells stands for all of it.
    private var pieces: [Range<Int>] {
        let (total, step) = (offset + bytes, 1 << 20)
        return stride(from: 0, to: total, by: step).map { $0..<min($0 + step, total) }
    }

    private func isPresent(_ piece: Range<Int>) -> Bool {
        var page: UInt8 = 0
        return mincore(base + piece.lowerBound, 1, &page) == 0 && page & 1 != 0
    }

    /// Gives the pages back; what is read again comes from the file again, which the system mostly still has in memory.
    func release() { madvise(base, offset + bytes, MADV_DONTNEED) }

    /// Tells the time of this use, by which the oldest are found, unless it was told within the hour.
    private static func note(_ status: stat, _ descriptor: Int32) {
        if time(nil) - status.st_mtim.tv_sec > 3600 { futimens(descriptor, nil) }
    }
}
