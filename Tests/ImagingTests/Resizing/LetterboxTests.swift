import Imaging
import Testing

@Suite("a letterbox")
struct LetterboxTests {
    @Test("a wide image gets margins above and below")
    func wide() {
        let letterbox = Letterbox(fitting: PixelSize(width: 1280, height: 720), into: PixelSize(width: 608, height: 608))
        #expect(letterbox.inner == PixelSize(width: 608, height: 342))
        #expect(letterbox.left == 0)
        #expect(letterbox.top == 133)
    }
}
