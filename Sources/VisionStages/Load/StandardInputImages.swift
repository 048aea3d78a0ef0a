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
    private var isEmpty = true

    /// The next image, or nil at the end.
    ///
    /// Blocks its thread until there is one, but for a moment twenty times a second; a cancelled task gives up then.
    /// - Throws: `VisionStageError` where the stream is empty or can't be read, `ImagingError` where it isn't made of JPEGs.
    mutating func next() async throws -> JPEGStream.Image? {
        while ready.isEmpty {
            if let failure { throw failure }
            if isAtEnd { return nil }
            try await waitForInput()
            let chunk = try readChunk()
            isAtEnd = chunk.isEmpty
            if isAtEnd, isEmpty { throw VisionStageError.emptyStream }
            isEmpty = false
            for action in isAtEnd ? splitter.finish() : splitter.feed(chunk) {
                switch action {
                case .image(let image): ready.append(image)
                case .fail(let error): failure = error
                }
            }
        }
        return ready.removeFirst()
    }

    private func waitForInput() async throws {
        var entry = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        while true {
            let ready = poll(&entry, 1, 50)
            if ready > 0 { return }
            // A signal ends the waiting too, and reading now would block for good.
            guard ready == 0 || errno == EINTR else { throw VisionStageError.unreadableStream(String(cString: strerror(errno))) }
            // The cancellation itself comes by way of this thread.
            await Task.yield()
            try Task.checkCancellation()
        }
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
