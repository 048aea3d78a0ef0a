import Glibc

/// A file that takes its name only once it is whole. Until then its bytes lie beside it under a temporary name.
struct NewFile {
    /// As the user wrote it, for errors.
    let path: String
    let temporaryPath: String
    private let finalPath: String

    /// Makes the temporary file, empty.
    /// - Throws: ``HDF5Error/unwritable(file:operation:reason:)`` when the folder is missing or may not be written, or when
    ///   something other than a regular file lies at `path`.
    init(at path: String) throws(HDF5Error) {
        self.path = path
        finalPath = try Self.finalPath(of: path)
        temporaryPath = "\(finalPath).\(String(UInt32.random(in: .min ... .max), radix: 36)).part"
        let descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.failure(path, "create it") }
        close(descriptor)
    }

    /// Makes sure that the bytes are on the disk, then gives the file its name, replacing what was there.
    func publish() throws(HDF5Error) {
        let descriptor = open(temporaryPath, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(path, "finish it") }
        let synced = fsync(descriptor)
        let reason = errno
        close(descriptor)
        // Some file systems know no syncing and say so; that loses nothing that was promised.
        guard synced == 0 || reason == EINVAL || reason == ENOTSUP else {
            errno = reason
            throw Self.failure(path, "write it to the disk")
        }
        guard rename(temporaryPath, finalPath) == 0 else { throw Self.failure(path, "give it its name") }
    }

    /// Gives back the disk space, whoever still holds the file open.
    func empty() { _ = truncate(temporaryPath, 0) }

    func remove() { _ = unlink(temporaryPath) }

    /// Behind a symbolic link the file it leads to, so that the link stays.
    private static func finalPath(of path: String) throws(HDF5Error) -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { return path }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let found = status.st_mode & S_IFMT == S_IFDIR ? "a folder at this path" : "a device or pipe at this path"
            throw .unwritable(file: path, operation: "create it", reason: found)
        }
        guard let resolved = realpath(path, nil) else { throw failure(path, "create it") }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func failure(_ path: String, _ operation: String) -> HDF5Error {
        .unwritable(file: path, operation: operation, reason: String(cString: strerror(errno)))
    }
}
