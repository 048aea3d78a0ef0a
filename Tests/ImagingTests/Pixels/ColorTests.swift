import Imaging
import Testing

@Suite("a colour")
struct ColorTests {
    /// The values of Python's `[int(255 * x) for x in colorsys.hsv_to_rgb(hue, saturation, value)]`.
    @Test(
        "a hue becomes the red, green and blue of Python's colorsys",
        arguments: [
            (0.0, 1.0, 1.0, Color(red: 255, green: 0, blue: 0)), (0.1, 1, 1, Color(red: 255, green: 153, blue: 0)),
            (0.25, 1, 1, Color(red: 127, green: 255, blue: 0)), (0.45, 1, 1, Color(red: 0, green: 255, blue: 178)),
            (0.6, 1, 1, Color(red: 0, green: 102, blue: 255)), (0.75, 1, 1, Color(red: 127, green: 0, blue: 255)),
            (0.9, 0.5, 0.8, Color(red: 204, green: 102, blue: 163)), (1, 1, 1, Color(red: 255, green: 0, blue: 0)),
        ])
    func wheel(hue: Double, saturation: Double, value: Double, expected: Color) {
        #expect(Color(hue: hue, saturation: saturation, value: value) == expected)
    }

    @Test("numbers outside of 0 to 1 are clamped")
    func clamped() {
        #expect(Color(hue: .nan, saturation: 7, value: 2) == Color(red: 255, green: 0, blue: 0))
        #expect(Color(hue: -3, saturation: -1, value: -1) == .black)
    }

    @Test("text is black on bright colours and white on dark ones")
    func contrast() {
        #expect(Color(red: 255, green: 255, blue: 0).contrasting == .black)
        #expect(Color(red: 0, green: 0, blue: 255).contrasting == .white)
    }
}
