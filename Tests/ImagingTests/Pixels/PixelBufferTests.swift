import Imaging
import Testing

@Suite("a pixel buffer")
struct PixelBufferTests {
    private let size = PixelSize(width: 3, height: 2)

    @Test("a copy keeps its pixels when the original is changed")
    func copyOnWrite() {
        var original = PixelBuffer(size: size, filledWith: .white)
        let copy = original
        original[1, 1] = Color(red: 1, green: 2, blue: 3)
        #expect(copy[1, 1] == .white)
        #expect(original[1, 1] == Color(red: 1, green: 2, blue: 3))
        #expect(original[0, 1] == .white)
        #expect(original != copy)
    }

    @Test("a value that shares its bytes with none is changed in place")
    func inPlace() {
        var image = PixelBuffer(size: size)
        let before = image.withPixels { $0.baseAddress }
        image.withMutablePixels { $0[0] = 9 }
        #expect(image.withPixels { $0.baseAddress } == before)
        #expect(image[0, 0].red == 9)
    }

    @Test("bytes lie row by row as red, green, blue")
    func layout() {
        let image = PixelBuffer(size: size, pixels: 0..<18)
        #expect(image[2, 0] == Color(red: 6, green: 7, blue: 8))
        #expect(image[0, 1] == Color(red: 9, green: 10, blue: 11))
        #expect(image.withPixels(Array.init) == Array(0..<18))
    }

    @Test("a size reads as width × height")
    func description() {
        #expect("\(PixelSize(width: 1280, height: 720))" == "1280×720")
        #expect(PixelSize(width: 1280, height: 720).pixelCount == 921_600)
    }

    @Test("buffers are equal by their pixels")
    func equality() {
        let image = PixelBuffer(size: size, pixels: 0..<18)
        #expect(image == PixelBuffer(size: size, pixels: 0..<18))
        #expect(image != PixelBuffer(size: PixelSize(width: 2, height: 3), pixels: 0..<18))
        #expect(image != PixelBuffer(size: size, pixels: 1..<19))
    }
}
