import Imaging
import Testing

@Suite("decoding JPEG and PNG")
struct DecodingTests {
    /// The same libjpeg on both sides gives the same bytes; another version may round otherwise, and so may alpha, which cairo
    /// multiplies into the colours.
    @Test("every kind of file becomes what Pillow makes of it, within one grey level", arguments: try Reference.decoded())
    func likePillow(reference: Reference) throws {
        let image = try ImageFile.read(Reference.path(reference.name))
        try #require(image.size == reference.image.size)
        #expect(largestDifference(image, reference.image) <= 1)
    }

    @Test("the size in the header is that of the decoded image", arguments: try Reference.decoded())
    func size(reference: Reference) throws {
        #expect(try ImageFile.size(Reference.path(reference.name)) == reference.image.size)
    }

    @Test("an image with more pixels than allowed is refused before room is made for it", arguments: ["rgb.jpg", "rgb.png"])
    func limit(name: String) throws {
        let path = Reference.path(name)
        let size = try ImageFile.size(path)
        _ = try ImageFile.read(path, pixelLimit: size.pixelCount)
        #expect(
            message { _ = try ImageFile.read(path, pixelLimit: size.pixelCount - 1) }
                == "\(path): expected at most \(size.pixelCount - 1) pixels, found \(size); shrink it or raise the limit")
    }

    @Test("a header that announces an absurd size is refused by its size")
    func absurd() throws {
        var bytes = try Reference.bytes("ycc-444.jpg")
        let frame = try #require(bytes.indices.first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
        bytes.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xDC, 0xFF, 0xDC])
        #expect(
            message { _ = try JPEG.decode(bytes, origin: "bomb.jpg") }
                == "bomb.jpg: expected at most 134217728 pixels, found 65500×65500; shrink it or raise the limit")
    }
}
