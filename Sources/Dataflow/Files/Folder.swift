import Foundation

package enum Folder {
    /// Waits until the disk has the file or the folder at `path`. What someone has moved away meanwhile is theirs to wait for.
    package static func synchronise(_ path: String) throws(FileRefusal) {
        let descriptor = open(path.isEmpty ? "/" : path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return }
            throw FileRefusal(path, expected: "what was written there", code: errno)
        }
        defer { close(descriptor) }
        // Some file systems synchronise no folders and say so by this number.
        guard fsync(descriptor) == 0 || errno == EINVAL else {
            throw FileRefusal(path, expected: "the disk to keep what was written", code: errno)
        }
    }

    /// Creates the folder that the file `path` lies in, and those above it.
    package static func create(for path: String) throws(FileRefusal) {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
        let folder = String(path[..<slash])
        var part = folder.startIndex
        while true {
            part = folder[part...].dropFirst().firstIndex(of: "/") ?? folder.endIndex
            let ancestor = String(folder[..<part])
            if mkdir(ancestor, 0o777) != 0, errno != EEXIST {
                throw FileRefusal(ancestor, expected: "a folder for \(path)", code: errno)
            }
            if part == folder.endIndex { break }
        }
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw FileRefusal(folder, expected: "a folder for \(path)", code: ENOTDIR)
        }
    }
}
