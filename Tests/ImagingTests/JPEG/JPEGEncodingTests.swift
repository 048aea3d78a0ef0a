import Foundation
import Imaging
import Testing

@Suite("encoding JPEG")
struct JPEGEncodingTests {
    /// A smooth image, as JPEG is made for: noise would measure only how much of it is thrown away.
    private let image = PixelBuffer(size: PixelSize(width: 64, height: 48)) { pixels in
        for y in 0..<48 {
            for x in 0..<64 {
                pixels[(y * 64 + x) * 3] = UInt8(x * 4)
                pixels[(y * 64 + x) * 3 + 1] = UInt8(y * 5)
                pixels[(y * 64 + x) * 3 + 2] = UInt8(128 + 60 * sin(Double(x + y) / 9))
            }
        }
    }

    private func signalToNoise(quality: Int) throws -> Double {
        let decoded = try JPEG.decode(JPEG.encode(image, quality: quality), origin: "encoded")
        try #require(decoded.size == image.size)
        let before = image.withPixels(Array.init)
        let after = decoded.withPixels(Array.init)
        let squares = zip(before, after).map { pair in
            let difference = Double(pair.0) - Double(pair.1)
            return difference * difference
        }
        return 10 * log10(255 * 255 * Double(squares.count) / squares.reduce(0, +))
    }

    @Test("keeps a smooth image above 40 dB at quality 90, and better at 100 than at 10")
    func quality() throws {
        let usual = try signalToNoise(quality: 90)
        #expect(usual > 40)
        #expect(try signalToNoise(quality: 100) > usual)
        #expect(try signalToNoise(quality: 10) < usual)
    }

    @Test("clamps the quality to libjpeg's scale")
    func clamped() throws {
        #expect(try JPEG.encode(image, quality: -5) == JPEG.encode(image, quality: 1))
        #expect(try JPEG.encode(image, quality: 1000) == JPEG.encode(image, quality: 100))
    }

    @Test("writes sides that aren't whole blocks", arguments: [(1, 1), (7, 9), (17, 1), (1, 33)])
    func sides(width: Int, height: Int) throws {
        let image = PixelBuffer(size: PixelSize(width: width, height: height), filledWith: .white)
        #expect(try JPEG.decode(JPEG.encode(image), origin: "encoded") == image)
    }

    @Test("writes noise, which takes more room than is made at first")
    func noise() throws {
        var numbers = RepeatableNumbers(seed: 8)
        // Grey, as colours are halved in size.
        let levels = (0..<200 * 150).map { _ in UInt8.random(in: 0...255, using: &numbers) }
        let image = PixelBuffer(size: PixelSize(width: 200, height: 150), pixels: levels.flatMap { [$0, $0, $0] })
        let bytes = try JPEG.encode(image, quality: 100)
        #expect(bytes.count > 1024 + levels.count / 2)
        #expect(try largestDifference(JPEG.decode(bytes, origin: "encoded"), image) <= 4)
    }

    @Test("refuses a side that JPEG has no room for")
    func tooWide() {
        let image = PixelBuffer(size: PixelSize(width: 70_000, height: 1))
        #expect(
            message { _ = try JPEG.encode(image) }
                == "an image: expected sides of at most 65500 pixels for writing JPEG, found 70000×1; shrink it")
    }
}
