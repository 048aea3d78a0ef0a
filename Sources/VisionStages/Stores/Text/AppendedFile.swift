import Foundation

/// A file that grows by whole pieces: a piece that doesn't fit is taken back, so that the file always ends with a whole one.
///
/// Not to be shared between threads; its owner keeps it behind a lock.
final class AppendedFile {
    /// `write(2)`, or what a test puts in its place.
    typealias Write = @Sendable (Int32, UnsafeRawBufferPointer) -> Int

    let path: String
    private let descriptor: Int32
    private let write: Write
    /// Where the last whole piece ends; nil for what isn't a regular file and can't be cut.
    private var length: off_t?
    private var isClosed = false

    /// Creates the file and its folder, or empties it.
    init(replacing path: String, write: @escaping Write) throws(StoreError) {
        self.path = path
        self.write = write
        try Folder.create(for: path)
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw StoreError(path, expected: "a file to write to", code: errno) }
        var status = stat()
        length = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? 0 : nil
    }

    deinit {
        if !isClosed { close(descriptor) }
    }

    /// Appends `text` with one call to the operating system.
    func append(_ text: String) throws(StoreError) {
        guard !isClosed else { throw .finished(path: path) }
        var text = text
        let failure = text.withUTF8 { writeAll(UnsafeRawBufferPointer($0)) }
        let count = text.utf8.count
        guard let failure else {
            length? += off_t(count)
            return
        }
        if let length {
            ftruncate(descriptor, length)
            lseek(descriptor, length, SEEK_SET)
        }
        throw StoreError(path, expected: "room for \(count) bytes", code: failure)
    }

    /// Waits for the disk, which is where some file systems first tell that they are full, and closes the file.
    func finish() throws(StoreError) {
        if isClosed { return }
        isClosed = true
        // Pipes and terminals can't be synchronised, and needn't.
        let failure = length != nil && fsync(descriptor) != 0 ? errno : 0
        guard close(descriptor) == 0, failure == 0 else {
            throw StoreError(path, expected: "the disk to keep what was written", code: failure == 0 ? errno : failure)
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
    static let systemWrite: Write = { Foundation.write($0, $1.baseAddress, $1.count) }
}
