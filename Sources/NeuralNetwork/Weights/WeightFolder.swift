import Glibc

/// The files of a `WeightCache`.
struct WeightFolder {
    let path: String

    private struct File {
        let name: String
        let bytes: Int
        /// Of the last use.
        let time: timespec
    }

    /// Longer than any file takes to be written.
    private static let mostSecondsOfWriting = 3600

    /// Removes what was used longest ago until the rest takes no more than so many bytes, and what others left half-written.
    func shrink(to bytes: Int) {
        let now = time(nil)
        var files: [File] = []
        for file in self.files {
            if file.name.hasSuffix(WeightFile.partSuffix), now - file.time.tv_sec > Self.mostSecondsOfWriting {
                remove(file)
            } else {
                files.append(file)
            }
        }
        files.sort { ($0.time.tv_sec, $0.time.tv_nsec) < ($1.time.tv_sec, $1.time.tv_nsec) }
        var total = files.reduce(0) { $0 + $1.bytes }
        for file in files where total > bytes && !file.name.hasSuffix(WeightFile.partSuffix) {
            remove(file)
            total -= file.bytes
        }
    }

    private func remove(_ file: File) { unlink("\(path)/\(file.name)") }

    private var files: [File] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var files: [File] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            var status = stat()
            guard stat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            files.append(File(name: name, bytes: Int(status.st_size), time: status.st_mtim))
        }
        return files
    }
}
