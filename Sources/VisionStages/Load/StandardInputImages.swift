import Imaging

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The JPEGs of standard input, one after the other.
struct StandardInputImages {
    private var splitter = JPEGStream()
    private var ready: [JPEGStream.Image] = []
    /// Thrown once the images before it are taken.
    private var failure: ImagingError?
    private var isAtEnd = false

    /// The next image, or nil at the end.
    ///
    /// Blocks its thread until there is one; a cancelled task gives up within a tenth of a second.
    mutating func next() throws -> JPEGStream.Image? {
        while ready.isEmpty {
            if let failure { throw failure }
            if isAtEnd { return nil }
            try waitForInput()
            let chunk = try readChunk()
            isAtEnd = chunk.isEmpty
            for action in isAtEnd ? splitter.finish() : splitter.feed(chunk) {
                switch action {
                case .image(let image): ready.append(image)
                case .fail(let error): failure = error
                }
            }
        }
        return ready.removeFirst()
    }

    private func waitForInput() throws {
        var entry = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        while poll(&entry, 1, 100) == 0 { try Task.checkCancellation() }
    }

    private func readChunk() throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
            while true {
                let received = read(STDIN_FILENO, buffer.baseAddress, buffer.count)
                if received >= 0 {
                    count = received
                    return
                }
                guard errno == EINTR else { throw VisionStageError.unreadableStream(String(cString: strerror(errno))) }
            }
        }
    }
}
