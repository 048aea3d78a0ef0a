import Glibc

/// Looks at a file before libhdf5 does, and names what is wrong with it.
enum FileDiagnosis {
    /// - Returns: the file's size in bytes.
    /// - Throws: ``HDF5Error/unreadable(file:_:)``.
    static func size(ofReadable path: String, evenIfMarkedOpen: Bool) throws(HDF5Error) -> Int {
        // A pipe that nobody writes to would be waited for, for ever.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code = errno
            throw .unreadable(
                file: path, code == ENOENT || code == ENOTDIR ? .missing : .forbidden(reason: String(cString: strerror(code))))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .unreadable(file: path, .forbidden(reason: String(cString: strerror(errno))))
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw .unreadable(file: path, .directory)
        default: throw .unreadable(file: path, .notRegular)
        }
        let size = Int(status.st_size)
        switch fault(ofFileOf: size, path: path, read: { read(descriptor, at: $0, count: $1) }) {
        case nil: return size
        case .openForWriting where evenIfMarkedOpen: return size
        case let fault?: throw .unreadable(file: path, fault)
        }
    }

    /// - Throws: as ``size(ofReadable:evenIfMarkedOpen:)``.
    static func check(_ image: HDF5Image) throws(HDF5Error) {
        if let fault = fault(ofFileOf: image.capacity, path: image.name, read: { image.read(at: $0, count: $1) }) {
            throw .unreadable(file: image.name, fault)
        }
    }

    /// - Throws: as ``size(ofReadable:evenIfMarkedOpen:)``.
    static func check(_ section: HDF5Section) throws(HDF5Error) {
        let (start, size) = (section.range.lowerBound, section.range.count)
        let fault = fault(ofFileOf: size, path: section.name) {
            read(section.descriptor, at: start + $0, count: max(0, min($1, size - $0)))
        }
        if let fault { throw .unreadable(file: section.name, fault) }
    }

    private static func fault(ofFileOf size: Int, path: String, read: (Int, Int) -> [UInt8]) -> FileFault? {
        guard size > 0 else { return .empty }
        guard let (offset, bytes) = superblock(size, read) else {
            let beginning = read(0, 1024)
            if beginning.count < 8, Superblock.signature.starts(with: beginning) { return .cutShort(expected: nil, found: size) }
            return Impostor.fault(beginning)
        }
        guard let superblock = Superblock(bytes, offset: offset) else { return .cutShort(expected: nil, found: size) }
        // A file cut short is beyond help, so that is told first.
        if let expected = superblock.fileSize, expected > size { return .cutShort(expected: expected, found: size) }
        return superblock.isOpenForWriting ? .openForWriting(file: path) : nil
    }

    /// The signature stands at 0, or behind a user block at 512, 1024, 2048, …
    private static func superblock(_ size: Int, _ read: (Int, Int) -> [UInt8]) -> (offset: Int, bytes: [UInt8])? {
        var offset = 0
        while offset + Superblock.signature.count <= size {
            let bytes = read(offset, Superblock.longest)
            if bytes.starts(with: Superblock.signature) { return (offset, bytes) }
            offset = offset == 0 ? 512 : offset * 2
        }
        return nil
    }

    private static func read(_ descriptor: Int32, at offset: Int, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(descriptor, buffer.baseAddress! + filled, count - filled, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { return }
                filled += got
            }
        }
    }
}
