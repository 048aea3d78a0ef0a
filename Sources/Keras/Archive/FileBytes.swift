import Glibc

/// The bytes of a regular file, read at places.
final class FileBytes: Sendable {
    let path: String
    let count: Int
    private let descriptor: Int32

    init(_ path: String) throws(KerasError) {
        // A pipe that nobody writes to would be waited for, for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
            let code = errno
            if descriptor >= 0 { close(descriptor) }
            throw .archive(
                file: path, place: nil, expected: "a file that can be read", found: "\(String(cString: strerror(code)))")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .archive(file: path, place: nil, expected: "a regular file", found: "something else")
        }
        self.path = path
        self.descriptor = descriptor
        count = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Whether the file at `path` begins as a ZIP archive does; false for what can't be read.
    static func isArchive(_ path: String) -> Bool {
        guard let bytes = try? FileBytes(path), let start = try? bytes.read(0..<min(4, bytes.count)) else { return false }
        return start == [0x50, 0x4B, 0x03, 0x04] || start == [0x50, 0x4B, 0x05, 0x06]
    }

    /// Lends the file's descriptor.
    func withDescriptor<Result>(_ body: (Int32) throws -> Result) rethrows -> Result {
        try withExtendedLifetime(self) { try body(descriptor) }
    }

    /// The bytes of a range, which must lie within the file.
    func read(_ range: Range<Int>) throws(KerasError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        let code = bytes.withUnsafeMutableBytes { fill($0, at: range.lowerBound) }
        guard code == 0 else { throw fault(code) }
        return bytes
    }

    /// Visits the bytes of a range in order, in pieces of a megabyte.
    func visit(_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        defer { piece.deallocate() }
        var position = range.lowerBound
        while position < range.upperBound {
            let part = UnsafeMutableRawBufferPointer(rebasing: piece[..<min(piece.count, range.upperBound - position)])
            let code = fill(part, at: position)
            guard code == 0 else { throw fault(code) }
            try body(UnsafeRawBufferPointer(part))
            position += part.count
        }
    }

    /// - Returns: 0, or what the system objects to.
    private func fill(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int32 {
        var filled = 0
        while filled < buffer.count {
            let got = pread(descriptor, buffer.baseAddress! + filled, buffer.count - filled, off_t(offset + filled))
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { return got == 0 ? EIO : errno }
            filled += got
        }
        return 0
    }

    private func fault(_ code: Int32) -> KerasError {
        .archive(file: path, place: nil, expected: "bytes that can be read", found: String(cString: strerror(code)))
    }
}
