import Imaging
import Testing

@Suite("decoding JPEG at a part of its size")
struct JPEGReductionTests {
    /// Within one level for the same reason as whole images.
    @Test("gives what Pillow's draft mode gives", arguments: try Reference.reduced())
    func likePillow(reference: Reference) throws {
        let image = try ImageFile.read(Reference.path(reference.name), atLeast: reference.image.size)
        try #require(image.size == reference.image.size)
        #expect(largestDifference(image, reference.image) <= 1)
    }

    @Test(
        "takes the smallest size that is wide and high enough, its sides rounded up",
        arguments: [
            // Of 40×27.
            (5, 4, 5, 4), (1, 1, 5, 4), (6, 4, 10, 7), (5, 5, 10, 7), (20, 14, 20, 14), (20, 15, 40, 27), (21, 1, 40, 27),
            (40, 27, 40, 27),
            (41, 28, 40, 27), (1000, 1, 40, 27),
        ])
    func size(width: Int, height: Int, decodedWidth: Int, decodedHeight: Int) throws {
        let least = PixelSize(width: width, height: height)
        let image = try JPEG.decode(Reference.bytes("ycc-420.jpg"), origin: "the test", atLeast: least)
        #expect(image.size == PixelSize(width: decodedWidth, height: decodedHeight))
    }

    @Test("asks for the size of the picture as it is shown")
    func turned() throws {
        // Stored as 24×16.
        let image = try ImageFile.read(Reference.path("exif-6.jpg"), atLeast: PixelSize(width: 4, height: 6))
        #expect(image.size == PixelSize(width: 4, height: 6))
        let whole = try ImageFile.read(Reference.path("exif-6.jpg"), atLeast: PixelSize(width: 6, height: 13))
        #expect(whole.size == PixelSize(width: 16, height: 24))
    }

    @Test("reads a PNG whole")
    func png() throws {
        let path = Reference.path("rgb.png")
        #expect(try ImageFile.read(path, atLeast: PixelSize(width: 1, height: 1)) == ImageFile.read(path))
    }

    @Test("finds damage as decoding the whole does")
    func damaged() throws {
        let bytes = try Reference.bytes("ycc-444.jpg")
        let found = message {
            _ = try JPEG.decode(
                Array(bytes.prefix(bytes.count / 2)), origin: "half.jpg", atLeast: PixelSize(width: 5, height: 4))
        }
        #expect(found?.hasPrefix("half.jpg: expected a whole JPEG image, found damage:") == true, "\(found ?? "nothing")")
    }
}
