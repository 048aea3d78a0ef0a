import Glibc

/// A file as it was at a moment. When any of its bytes changes, so does its state; no other file ever has the same on this machine.
package struct FileState: Hashable, Sendable {
    private let device: dev_t
    private let number: ino_t
    private let size: off_t
    /// When its bytes were last changed; anyone may set this.
    private let modification: Moment
    /// When anything of it was last changed, which only the system sets.
    private let change: Moment

    private struct Moment: Hashable {
        let seconds: Int
        let nanoseconds: Int
    }

    /// File systems count time in steps of up to so long: a change so soon after another might not show.
    private static let longestStep = 2

    /// Nil for what isn't a file that lies on a disk, and for one that was changed just now.
    ///
    /// - Parameter now: in seconds of the system's clock.
    package init?(of descriptor: Int32, now: Int = time(nil)) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, now > status.st_ctim.tv_sec + Self.longestStep
        else { return nil }
        (device, number, size) = (status.st_dev, status.st_ino, status.st_size)
        modification = Moment(seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
        change = Moment(seconds: status.st_ctim.tv_sec, nanoseconds: status.st_ctim.tv_nsec)
    }
}

extension FileState: CustomStringConvertible {
    package var description: String {
        "file \(number) of device \(device), \(size) bytes of \(modification.seconds).\(modification.nanoseconds), changed "
            + "\(change.seconds).\(change.nanoseconds)"
    }
}
