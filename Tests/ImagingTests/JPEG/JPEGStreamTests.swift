import Imaging
import Testing

@Suite("a stream of JPEG images")
struct JPEGStreamTests {
    private static let names = ["preview.jpg", "ycc-restarts.jpg", "progressive.jpg", "one-pixel.jpg", "grey.jpg"]

    private static func feed(_ chunks: [[UInt8]], imageLimit: Int = 1 << 20) -> [JPEGStream.Action] {
        var stream = JPEGStream(imageLimit: imageLimit)
        return chunks.flatMap { stream.feed($0) } + stream.finish()
    }

    private static func images(_ files: [[UInt8]]) -> [JPEGStream.Action] {
        var offset = 0
        return files.map { file in
            defer { offset += file.count }
            return .image(JPEGStream.Image(bytes: file, offset: offset))
        }
    }

    @Test("gives the same images wherever it is cut in two")
    func everySplit() throws {
        let files = try Self.names.map(Reference.bytes)
        let bytes = files.flatMap { $0 }
        let expected = Self.images(files)
        for cut in 0...bytes.count {
            #expect(Self.feed([Array(bytes[..<cut]), Array(bytes[cut...])]) == expected, "cut at byte \(cut)")
        }
    }

    @Test("gives the same images in chunks of any size", arguments: [1, 2, 3, 7, 64, 1000])
    func everyChunk(size: Int) throws {
        let files = try Self.names.map(Reference.bytes)
        let bytes = files.flatMap { $0 }
        let chunks = stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<min($0 + size, bytes.count)]) }
        #expect(Self.feed(chunks) == Self.images(files))
    }

    @Test("gives an image as soon as its last byte came")
    func promptly() throws {
        let bytes = try Reference.bytes("grey.jpg")
        var stream = JPEGStream()
        #expect(stream.feed(Array(bytes.dropLast())) == [])
        #expect(stream.feed([bytes[bytes.count - 1]]) == Self.images([bytes]))
    }

    @Test("without a byte has no images and no fault")
    func empty() {
        #expect(Self.feed([]) == [])
        #expect(Self.feed([[], []]) == [])
    }

    @Test("fill bytes in front of an image are left out")
    func fill() throws {
        let bytes = try Reference.bytes("one-pixel.jpg")
        #expect(Self.feed([[0xFF, 0xFF] + bytes]) == [.image(JPEGStream.Image(bytes: bytes, offset: 2))])
    }

    @Test("other bytes between two images are a fault, after the images before them")
    func garbage() throws {
        let bytes = try Reference.bytes("one-pixel.jpg")
        let actions = Self.feed([bytes + [0x0A] + bytes])
        #expect(actions.dropLast() == Self.images([bytes])[...])
        #expect(
            text(actions.last)
                == "byte \(bytes.count) of the JPEG stream: expected the start of a JPEG image (ff d8), found 0a; "
                + "send whole JPEG images, one after another")
    }

    @Test("a marker that starts no image is a fault")
    func wrongStart() {
        #expect(
            text(Self.feed([[0xFF, 0xE0]]).last)
                == "byte 1 of the JPEG stream: expected the start of a JPEG image (ff d8), found ff e0; "
                + "send whole JPEG images, one after another")
    }

    @Test("a cut last image is a fault at the stream's end, wherever it is cut")
    func cutLast() throws {
        let whole = try Reference.bytes("one-pixel.jpg")
        let last = try Reference.bytes("preview.jpg")
        for count in 2..<last.count {
            let actions = Self.feed([whole, Array(last.prefix(count))])
            #expect(actions.count == 2)
            #expect(
                text(actions.last)
                    == "byte \(whole.count + count) of the JPEG stream: expected the rest of the image that began at byte "
                    + "\(whole.count), found the end of the stream; send whole JPEG images, one after another")
        }
        #expect(
            text(Self.feed([whole, [0xFF]]).last)
                == "byte \(whole.count + 1) of the JPEG stream: expected the start of an image, found the end of the stream; "
                + "send whole JPEG images, one after another")
    }

    @Test(
        "a fault inside an image names its byte",
        arguments: [
            ([0xFF, 0xD8, 0x00], "byte 2 of the JPEG stream: expected a marker (ff), found 00"),
            ([0xFF, 0xD8, 0xFF, 0x00], "byte 3 of the JPEG stream: expected a marker inside an image, found ff 00"),
            ([0xFF, 0xD8, 0xFF, 0xD8], "byte 3 of the JPEG stream: expected a marker inside an image, found ff d8"),
            (
                [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x01],
                "byte 5 of the JPEG stream: expected a segment's length of 2 or more, found 1"
            ),
        ] as [([UInt8], String)])
    func inside(bytes: [UInt8], expected: String) {
        #expect(text(Self.feed(bytes.map { [$0] }).last) == expected + "; send whole JPEG images, one after another")
    }

    @Test("nothing comes after a fault")
    func afterFault() throws {
        var stream = JPEGStream()
        #expect(stream.feed([0x00]).count == 1)
        #expect(try stream.feed(Reference.bytes("grey.jpg")) == [])
        #expect(stream.finish() == [])
    }

    @Test("an image that never ends is refused at the limit")
    func limit() throws {
        let bytes = try Reference.bytes("grey.jpg")
        #expect(Self.feed([bytes], imageLimit: bytes.count) == Self.images([bytes]))
        let expected =
            "byte 0 of the JPEG stream: expected an image of at most \(bytes.count - 1) bytes, found a longer one; "
            + "send whole JPEG images, one after another"
        #expect(text(Self.feed([bytes], imageLimit: bytes.count - 1).last) == expected)
        #expect(text(Self.feed(bytes.map { [$0] }, imageLimit: bytes.count - 1).last) == expected)
    }

    private func text(_ action: JPEGStream.Action?) -> String? {
        guard case .fail(let error) = action else { return nil }
        return "\(error)"
    }
}
