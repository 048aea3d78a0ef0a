/// Cuts a stream of JPEG images, one right behind the other as ffmpeg's `image2pipe` or a camera sends them, into whole images.
///
/// A state machine without input or output of its own: give it the bytes in chunks of any size with ``feed(_:)-([UInt8])``, and
/// carry out the actions it returns, in their order. It follows the markers, so a preview inside a segment doesn't end an image.
/// Whether the pixels are sound is found only by decoding.
public struct JPEGStream: Sendable {
    /// One image as it stood in the stream.
    public struct Image: Hashable, Sendable {
        public let bytes: [UInt8]
        /// Where its first byte stood.
        public let offset: Int

        public init(bytes: [UInt8], offset: Int) {
            self.bytes = bytes
            self.offset = offset
        }
    }

    public enum Action: Hashable, Sendable {
        case image(Image)
        /// The stream can't be followed from here on: ``ImagingError/brokenStream(offset:expected:found:)``. Nothing comes after this.
        case fail(ImagingError)
    }

    private var parser = JPEGParser()
    /// The bytes of the image begun, without those of the chunk at hand.
    private var begun: [UInt8] = []
    private var offset = 0
    private var imageOffset = 0
    private var isOver = false
    private let imageLimit: Int

    /// - Parameter imageLimit: the most bytes of one image; a stream that never ends one is refused there.
    public init(imageLimit: Int = 1 << 28) { self.imageLimit = imageLimit }

    /// Takes the next bytes; returns the images that they complete.
    public mutating func feed(_ chunk: [UInt8]) -> [Action] {
        chunk.withUnsafeBytes { feed($0) }
    }

    /// Takes the next bytes, which are copied; returns the images that they complete.
    public mutating func feed(_ chunk: UnsafeRawBufferPointer) -> [Action] {
        var actions: [Action] = []
        var position = 0
        // Where the bytes of the present image begin in this chunk.
        var start = 0
        while position < chunk.count, !isOver {
            let skipped = parser.bytesToSkip(in: UnsafeRawBufferPointer(rebasing: chunk[position...]))
            position += skipped
            guard position < chunk.count else { break }
            switch parser.step(chunk[position]) {
            case .continue:
                break
            case .began:
                // Its 0xFF may stand in the chunk before; both bytes are known.
                imageOffset = offset + position - 1
                begun = [0xFF]
                start = position
            case .ended:
                actions.append(end(with: chunk[start...position]))
            case .broken(let expected, let found):
                actions.append(fail(at: offset + position, expected, found))
            }
            position += 1
        }
        if parser.isInsideImage, !isOver {
            begun.append(contentsOf: chunk[start...])
            if begun.count > imageLimit { actions.append(failTooLong()) }
        }
        offset += chunk.count
        return actions
    }

    /// Says that no more bytes come; a failure is returned when they stopped inside an image.
    public mutating func finish() -> [Action] {
        defer { isOver = true }
        guard !isOver, !parser.isBetweenImages else { return [] }
        let expected =
            parser.isInsideImage ? "the rest of the image that began at byte \(imageOffset)" : "the start of an image"
        return [fail(at: offset, expected, "the end of the stream")]
    }

    private mutating func end(with rest: Slice<UnsafeRawBufferPointer>) -> Action {
        begun.append(contentsOf: rest)
        guard begun.count <= imageLimit else { return failTooLong() }
        defer { begun = [] }
        return .image(Image(bytes: begun, offset: imageOffset))
    }

    private mutating func failTooLong() -> Action {
        fail(at: imageOffset, "an image of at most \(imageLimit) bytes", "a longer one")
    }

    private mutating func fail(at offset: Int, _ expected: String, _ found: String) -> Action {
        isOver = true
        begun = []
        return .fail(.brokenStream(offset: offset, expected: expected, found: found))
    }
}
