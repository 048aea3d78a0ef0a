import Glibc

/// Files that are read whole, and written so that a name stands for all of its bytes or doesn't exist.
package enum WholeFile {
    /// The most that is read: a larger file is no picture.
    static let byteLimit = 1 << 30

    /// All bytes of a file, or only its first `limit` ones.
    package static func read(_ path: String, first limit: Int = .max) throws(ImagingError) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .unreadable(path: path, reason: systemMessage()) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .unreadable(path: path, reason: systemMessage()) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .unreadable(path: path, reason: "a folder") }
        guard status.st_size <= byteLimit else {
            throw .unreadable(path: path, reason: "\(status.st_size) bytes, more than \(byteLimit)")
        }
        // A pipe tells no size, and a file may grow meanwhile: read until the end, not until the size.
        var bytes: [UInt8] = []
        var room = min(max(Int(status.st_size) + 1, 4096), limit)
        while bytes.count < limit {
            let piece = try readPiece(of: file, room: room, path)
            if piece.isEmpty { break }
            if bytes.isEmpty { bytes = piece } else { bytes += piece }
            guard bytes.count <= byteLimit else {
                throw .unreadable(path: path, reason: "more than \(byteLimit) bytes")
            }
            room = min(1 << 16, limit - bytes.count)
        }
        return bytes
    }

    private static func readPiece(of file: Int32, room: Int, _ path: String) throws(ImagingError) -> [UInt8] {
        var count = 0
        let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
            repeat { count = Glibc.read(file, buffer.baseAddress, buffer.count) } while count < 0 && errno == EINTR
            initialized = max(count, 0)
        }
        guard count >= 0 else { throw .unreadable(path: path, reason: systemMessage()) }
        return piece
    }

    /// Writes to a temporary name in the same folder, then renames, so that a reader of `path` sees the old bytes or all of the new
    /// ones. On failure the temporary file is removed and what was at `path` is untouched. A device or a pipe is written to where it is.
    /// - Parameter synchronised: wait until the bytes have reached the disk, so that they also survive a power failure.
    package static func write(_ bytes: [UInt8], to path: String, synchronised: Bool = false) throws(ImagingError) {
        if isDeviceOrPipe(path) { return try writeInPlace(bytes, path) }
        let (file, temporary) = try createBeside(path)
        do throws(ImagingError) {
            try append(bytes, to: file, path)
            if synchronised, fsync(file) != 0 { throw ImagingError.unwritable(path: path, reason: systemMessage()) }
        } catch {
            close(file)
            unlink(temporary)
            throw error
        }
        // Some file systems notice a full disk only here.
        guard close(file) == 0, rename(temporary, path) == 0 else {
            let reason = systemMessage()
            unlink(temporary)
            throw .unwritable(path: path, reason: reason)
        }
    }

    private static func isDeviceOrPipe(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
    }

    private static func writeInPlace(_ bytes: [UInt8], _ path: String) throws(ImagingError) {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw .unwritable(path: path, reason: systemMessage()) }
        defer { close(file) }
        try append(bytes, to: file, path)
    }

    private static func createBeside(_ path: String) throws(ImagingError) -> (file: Int32, path: String) {
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        while true {
            let temporary = "\(folder).framerill-\(getpid())-\(UInt32.random(in: .min ... .max)).tmp"
            let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if file >= 0 { return (file, temporary) }
            if errno != EEXIST { throw .unwritable(path: path, reason: systemMessage()) }
        }
    }

    private static func append(_ bytes: [UInt8], to file: Int32, _ path: String) throws(ImagingError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress! + written, $0.count - written) }
            if count < 0 {
                if errno == EINTR { continue }
                throw .unwritable(path: path, reason: systemMessage())
            }
            written += count
        }
    }

    private static func systemMessage() -> String { String(cString: strerror(errno)) }
}
