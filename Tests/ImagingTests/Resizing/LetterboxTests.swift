import Imaging
import Testing

@Suite("a letterbox")
struct LetterboxTests {
    @Test(
        "keeps the image's shape in the middle",
        arguments: [
            (1280, 720, 608, 608, 608, 342, 0, 133), (720, 1280, 608, 608, 342, 608, 133, 0),
            (640, 480, 320, 320, 320, 240, 0, 40),
            (100, 100, 608, 608, 608, 608, 0, 0), (3, 2, 7, 7, 7, 5, 0, 1), (10_000, 1, 100, 100, 100, 1, 0, 49),
        ])
    func geometry(
        width: Int, height: Int, targetWidth: Int, targetHeight: Int, innerWidth: Int, innerHeight: Int, left: Int, top: Int
    ) {
        let letterbox = Letterbox(
            fitting: PixelSize(width: width, height: height), into: PixelSize(width: targetWidth, height: targetHeight))
        #expect(letterbox.inner == PixelSize(width: innerWidth, height: innerHeight))
        #expect(letterbox.left == left)
        #expect(letterbox.top == top)
    }

    @Test("carries a rectangle there and back", arguments: [(1280, 720), (333, 777), (5, 5)])
    func roundTrip(width: Int, height: Int) {
        let letterbox = Letterbox(fitting: PixelSize(width: width, height: height), into: PixelSize(width: 416, height: 320))
        let rectangle = PixelRectangle(left: 1.25, top: 0.5, right: Double(width) - 1, bottom: Double(height) * 0.75)
        let back = letterbox.toSource(letterbox.toTarget(rectangle))
        #expect(abs(back.left - rectangle.left) < 1e-9)
        #expect(abs(back.top - rectangle.top) < 1e-9)
        #expect(abs(back.right - rectangle.right) < 1e-9)
        #expect(abs(back.bottom - rectangle.bottom) < 1e-9)
    }

    @Test("the inner image's bounds come back as the whole source")
    func bounds() {
        let letterbox = Letterbox(fitting: PixelSize(width: 1280, height: 720), into: PixelSize(width: 608, height: 608))
        let source = letterbox.toSource(PixelRectangle(left: 0, top: 133, right: 608, bottom: 475))
        #expect(source == PixelRectangle(left: 0, top: 0, right: 1280, bottom: 720))
    }

    @Test("holds the resized image, and the fill around it")
    func pixels() {
        var numbers = RepeatableNumbers(seed: 2)
        let image = numbers.image(40, 20)
        let fill = Color(red: 1, green: 2, blue: 3)
        let (canvas, letterbox) = image.letterboxed(to: PixelSize(width: 30, height: 33), fill: fill, .bicubic)
        let inner = image.resized(to: letterbox.inner, .bicubic)
        #expect(letterbox.inner == PixelSize(width: 30, height: 15))
        for y in 0..<33 {
            for x in 0..<30 {
                let inside = (letterbox.top..<letterbox.top + 15).contains(y)
                #expect(canvas[x, y] == (inside ? inner[x, y - letterbox.top] : fill))
            }
        }
    }
}
