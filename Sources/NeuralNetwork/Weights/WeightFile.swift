import Glibc

/// A packed weight in a file: a page that says what it is (`WeightHeader`), then its bytes.
enum WeightFile {
    /// Puts the file in its place, whole or not at all.
    static func write(_ memory: UnsafeRawBufferPointer, _ identity: WeightIdentity, to path: String) -> Bool {
        var page = Array(WeightHeader(memory, identity).text.utf8)
        guard page.count <= WeightHeader.bytes else { return false }
        page += [UInt8](repeating: 0, count: WeightHeader.bytes - page.count)
        let temporary = "\(path).\(getpid()).\(String(UInt32.random(in: .min ... .max), radix: 36))\(partSuffix)"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return false }
        // On the disk before it takes its name, or a power failure could leave the name with nothing behind it.
        let isWhole =
            page.withUnsafeBytes { append($0, to: descriptor) } && append(memory, to: descriptor) && fsync(descriptor) == 0
        close(descriptor)
        guard isWhole, rename(temporary, path) == 0 else {
            unlink(temporary)
            return false
        }
        return true
    }

    /// Ends the names of files that are being written.
    static let partSuffix = ".part"

    private static func append(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        // A part at a time, so that who waits for the disk doesn't wait for all of it.
        let most = 4 << 20
        var position = 0
        while position < bytes.count {
            let written = Glibc.write(descriptor, bytes.baseAddress! + position, min(most, bytes.count - position))
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            position += written
        }
        return true
    }
}
