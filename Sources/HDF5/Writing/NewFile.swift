import CHDF5
import Glibc

/// A file that takes its name only once it is whole. Until then its bytes lie beside it under a temporary name; given up,
/// it leaves nothing.
package struct NewFile: ~Copyable {
    /// As the user wrote it, for errors.
    package let path: String
    package let temporaryPath: String
    private let finalPath: String
    private let descriptor: Int32

    /// Makes the temporary file, empty.
    /// - Throws: ``HDF5Error/unwritable(file:operation:reason:)`` when the folder is missing or may not be written, or when
    ///   something other than a regular file lies at `path`.
    package init(at path: String) throws(HDF5Error) {
        let finalPath = try Self.finalPath(of: path)
        let temporaryPath = "\(finalPath).\(String(UInt32.random(in: .min ... .max), radix: 36)).part"
        let descriptor = open(temporaryPath, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.failure(path, "create it", errno) }
        self.path = path
        self.finalPath = finalPath
        self.temporaryPath = temporaryPath
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Makes sure that the disk has room for these bytes of the file, where the file system can tell.
    func reserve(_ bytes: Range<Int>) throws(HDF5Error) {
        let code = chdf5_reserve(descriptor, bytes.lowerBound, bytes.count)
        guard code == 0 || code == EOPNOTSUPP || code == ENOSYS || code == EINTR else {
            throw Self.failure(path, "write it", code)
        }
    }

    /// Makes sure that the bytes are on the disk, then gives the file its name, replacing what was there.
    package func publish() throws(HDF5Error) {
        var status = stat()
        // What was reserved beyond the end is given back.
        guard fstat(descriptor, &status) == 0, ftruncate(descriptor, status.st_size) == 0 else {
            throw Self.failure(path, "finish it", errno)
        }
        // Some file systems know no syncing and say so; that loses nothing that was promised.
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
            throw Self.failure(path, "write it to the disk", errno)
        }
        guard rename(temporaryPath, finalPath) == 0 else { throw Self.failure(path, "give it its name", errno) }
    }

    /// Writes bytes behind those that are there.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(HDF5Error) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Self.failure(path, "write it", errno) }
            rest = rest.dropFirst(written)
        }
    }

    /// Writes the bytes of another file.
    func fill(withCopyOf path: String) throws(HDF5Error) {
        let source = open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw Self.failure(self.path, "read it", errno) }
        defer { close(source) }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        defer { piece.deallocate() }
        while true {
            let got = read(source, piece.baseAddress, piece.count)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw Self.failure(self.path, "read it", errno) }
            guard got > 0 else { return }
            try write(UnsafeRawBufferPointer(rebasing: piece[..<got]))
        }
    }

    /// Gives it up; not to be called for one that was published.
    package func remove() {
        unlink(temporaryPath)
        // Whoever still has it open shall hold no disk space.
        ftruncate(descriptor, 0)
    }

    /// Behind a symbolic link the file it leads to, so that the link stays.
    private static func finalPath(of path: String) throws(HDF5Error) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { return path }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let found = status.st_mode & S_IFMT == S_IFDIR ? "a folder at this path" : "a device or pipe at this path"
            throw .unwritable(file: path, operation: "create it", reason: found)
        }
        guard let resolved = realpath(path, nil) else { throw failure(path, "create it", errno) }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func failure(_ path: String, _ operation: String, _ code: Int32) -> HDF5Error {
        .unwritable(file: path, operation: operation, reason: String(cString: strerror(code)))
    }
}
