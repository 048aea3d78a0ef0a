import Foundation

/// A file that grows by whole pieces: a piece that doesn't fit is taken back, so that the file always ends with a whole one.
///
/// Not to be shared between threads; its owner keeps it behind a lock.
package final class AppendedFile {
    /// `write(2)`, or what a test puts in its place.
    package typealias Write = @Sendable (Int32, UnsafeRawBufferPointer) -> Int

    package let path: String
    private let descriptor: Int32
    private let write: Write
    /// How many bytes the whole pieces take; nil for what isn't a regular file and can't be cut.
    package private(set) var length: Int?
    private var isClosed = false

    /// Creates the file and its folder, or empties it.
    package convenience init(replacing path: String, write: @escaping Write = systemWrite) throws(FileRefusal) {
        try self.init(path, flags: O_TRUNC, write)
    }

    /// Creates the file and its folder, or goes on behind what is there.
    package convenience init(continuing path: String, write: @escaping Write = systemWrite) throws(FileRefusal) {
        try self.init(path, flags: 0, write)
        if let length { try cut(to: length) }
    }

    private init(_ path: String, flags: Int32, _ write: @escaping Write) throws(FileRefusal) {
        self.path = path
        self.write = write
        try Folder.create(for: path)
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o666)
        guard descriptor >= 0 else { throw FileRefusal(path, expected: "a file to write to", code: errno) }
        var status = stat()
        length = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    }

    /// Keeps other processes from doing the same until this file is closed; `false` if one has done so.
    package func lock() -> Bool {
        // A process that this one starts holds what is locked here until it becomes another program.
        for _ in 0..<100 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
            // Some file systems of other machines know no locks: what can't be asked for must not keep a run from them.
            guard errno == EWOULDBLOCK else { return true }
            usleep(2000)
        }
        return false
    }

    deinit {
        if !isClosed { close(descriptor) }
    }

    /// Appends `text` with one call to the operating system.
    package func append(_ text: String) throws(FileRefusal) {
        precondition(!isClosed, "\(path): append after finish")
        var text = text
        let failure = text.withUTF8 { writeAll(UnsafeRawBufferPointer($0)) }
        let count = text.utf8.count
        guard let failure else {
            length? += count
            return
        }
        if let length { try cut(to: length) }
        throw FileRefusal(path, expected: "room for \(count) bytes", code: failure)
    }

    /// Takes back what was appended behind the first `length` bytes.
    package func cut(to length: Int) throws(FileRefusal) {
        guard ftruncate(descriptor, off_t(length)) == 0, lseek(descriptor, off_t(length), SEEK_SET) >= 0 else {
            throw FileRefusal(path, expected: "to take back what is behind byte \(length)", code: errno)
        }
        self.length = length
    }

    /// Waits until the disk has what was appended.
    package func synchronise() throws(FileRefusal) {
        guard length == nil || fdatasync(descriptor) == 0 else {
            throw FileRefusal(path, expected: "the disk to keep what was written", code: errno)
        }
    }

    /// Waits for the disk, which is where some file systems first tell that they are full, and closes the file.
    package func finish() throws(FileRefusal) {
        if isClosed { return }
        isClosed = true
        // Pipes and terminals can't be synchronised, and needn't.
        let failure = length != nil && fsync(descriptor) != 0 ? errno : 0
        guard close(descriptor) == 0, failure == 0 else {
            throw FileRefusal(path, expected: "the disk to keep what was written", code: failure == 0 ? errno : failure)
        }
    }

    /// The error's number, or nil. The operating system writes a piece in part only when it is interrupted, or when the rest
    /// won't fit, which the next call then says.
    private func writeAll(_ bytes: UnsafeRawBufferPointer) -> Int32? {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest))
            if count < 0 {
                if errno == EINTR { continue }
                return errno
            }
            rest = rest.dropFirst(count)
        }
        return nil
    }

    /// The operating system's `write(2)`.
    package static let systemWrite: Write = { Foundation.write($0, $1.baseAddress, $1.count) }
}
