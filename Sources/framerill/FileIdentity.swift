import Glibc

/// What tells a file from all others, whatever name leads to it.
struct FileIdentity: Equatable {
    private let device: dev_t
    private let number: ino_t

    /// nil where no file is.
    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        (device, number) = (status.st_dev, status.st_ino)
    }
}
