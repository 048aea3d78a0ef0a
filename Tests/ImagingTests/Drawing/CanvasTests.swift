import Imaging
import Testing

@Suite("a canvas")
struct CanvasTests {
    private let red = Color(red: 255, green: 0, blue: 0)
    private let image = PixelBuffer(size: PixelSize(width: 60, height: 40), filledWith: Color(red: 100, green: 150, blue: 200))

    private func drawn(_ draw: (Canvas) -> Void) throws -> PixelBuffer {
        let canvas = try Canvas(drawingOn: image)
        draw(canvas)
        return try canvas.finish()
    }

    /// The pixels that differ from the empty image.
    private func changed(_ result: PixelBuffer) -> Set<[Int]> {
        Set((0..<40).flatMap { y in (0..<60).filter { result[$0, y] != image[$0, y] }.map { [$0, y] } })
    }

    private func places(_ columns: Range<Int>, _ rows: Range<Int>) -> Set<[Int]> {
        Set(rows.flatMap { y in columns.map { [$0, y] } })
    }

    @Test("without drawing gives the image back, in every byte")
    func untouched() throws {
        var numbers = RepeatableNumbers(seed: 4)
        let noise = numbers.image(33, 17)
        #expect(try Canvas(drawingOn: noise).finish() == noise)
    }

    @Test("fills exactly the pixels of a rectangle, rounded as floor(x + 0.5)")
    func fill() throws {
        let result = try drawn {
            $0.fillRectangle(PixelRectangle(left: 4.5, top: 9.6, right: 20.4, bottom: 15.49), color: red)
        }
        #expect(changed(result) == places(5..<20, 10..<15))
        #expect(result[5, 10] == red)
    }

    @Test("a translucent fill mixes with what lies below")
    func translucent() throws {
        let result = try drawn {
            $0.fillRectangle(PixelRectangle(left: 0, top: 0, right: 10, bottom: 10), color: red, alpha: 0.5)
        }
        let mixed = result[5, 5]
        #expect(abs(Int(mixed.red) - 178) <= 1)
        #expect(abs(Int(mixed.green) - 75) <= 1)
        #expect(abs(Int(mixed.blue) - 100) <= 1)
        #expect(
            try drawn { $0.fillRectangle(PixelRectangle(left: 0, top: 0, right: 9, bottom: 9), color: red, alpha: 0) } == image)
    }

    @Test("strokes a rectangle inwards from its bounds")
    func stroke() throws {
        let result = try drawn {
            $0.strokeRectangle(PixelRectangle(left: 10, top: 5, right: 30, bottom: 25), lineWidth: 3, color: red)
        }
        #expect(changed(result) == places(10..<30, 5..<25).subtracting(places(13..<27, 8..<22)))
    }

    @Test("a line wider than half the rectangle fills it, and a thin one is one pixel")
    func widths() throws {
        let box = PixelRectangle(left: 10, top: 10, right: 15, bottom: 16)
        #expect(changed(try drawn { $0.strokeRectangle(box, lineWidth: 9, color: red) }) == places(10..<15, 10..<16))
        let thin = changed(try drawn { $0.strokeRectangle(box, lineWidth: 0.1, color: red) })
        #expect(thin == places(10..<15, 10..<16).subtracting(places(11..<14, 11..<15)))
    }

    @Test("clips what lies outside of the image")
    func clipped() throws {
        let far = PixelRectangle(left: -1e12, top: -30, right: 3, bottom: 1e300)
        #expect(changed(try drawn { $0.fillRectangle(far, color: red) }) == places(0..<3, 0..<40))
        let outside = PixelRectangle(left: 70, top: 50, right: 90, bottom: 60)
        #expect(try drawn { $0.strokeRectangle(outside, lineWidth: 2, color: red) } == image)
        let reversed = PixelRectangle(left: 20, top: 20, right: 10, bottom: 10)
        #expect(try drawn { $0.fillRectangle(reversed, color: red) } == image)
    }

    @Test("writes text into the room that it measured")
    func text() throws {
        let canvas = try Canvas(drawingOn: image)
        let room = canvas.measureText("Wég", size: 16)
        #expect(room.width > 20 && room.width < 50)
        #expect(room.height > 14 && room.height < 26)
        canvas.text("Wég", left: 5, top: 8, size: 16, color: .black)
        let inked = changed(try canvas.finish())
        #expect(inked.count > 50)
        // A letter may stand out by a pixel of its smoothed edge.
        #expect(inked.isSubset(of: places(4..<6 + room.width, 8..<8 + room.height)))
    }

    @Test("draws the same text twice in the same pixels")
    func deterministic() throws {
        func draw() throws -> PixelBuffer { try drawn { $0.text("car 0.87", left: 3.3, top: 2.2, size: 13, color: .white) } }
        #expect(try draw() == draw())
    }

    @Test("several threads may draw on canvases of their own")
    func threads() async throws {
        let expected = try drawn { $0.text("person 0.50", left: 1, top: 4, size: 9, color: .black) }
        try await withThrowingTaskGroup(of: PixelBuffer.self) { group in
            for _ in 0..<40 {
                group.addTask { [image] in
                    let canvas = try Canvas(drawingOn: image)
                    canvas.text("person 0.50", left: 1, top: 4, size: 9, color: .black)
                    return try canvas.finish()
                }
            }
            for try await result in group { #expect(result == expected) }
        }
    }

    @Test("a label stands above its rectangle where there is room, else inside")
    func label() throws {
        let canvas = try Canvas(drawingOn: image)
        let height = canvas.measureText("a", size: 10).height
        let below = PixelRectangle(left: 7, top: 30, right: 50, bottom: 39)
        let above = changed(try drawn { $0.label("a", of: below, size: 10, color: red) })
        #expect(above.map { $0[1] }.max() == 29)
        #expect(above.map { $0[1] }.min() == 30 - height)
        #expect(above.map { $0[0] }.min() == 7)
        let top = PixelRectangle(left: 7, top: 3, right: 50, bottom: 39)
        let inside = changed(try drawn { $0.label("a", of: top, size: 10, color: red) })
        #expect(inside.map { $0[1] }.min() == 3)
        #expect(inside.map { $0[1] }.max() == 3 + height - 1)
    }

    @Test("a label that would leave the image on the right is moved in")
    func labelAtEdge() throws {
        let box = PixelRectangle(left: 58, top: 30, right: 80, bottom: 39)
        let inked = changed(try drawn { $0.label("car", of: box, size: 10, color: red) })
        #expect(inked.map { $0[0] }.max() == 59)
        #expect((inked.map { $0[0] }.min() ?? 0) < 45)
    }

    @Test("zeros and line breaks in a text do no harm")
    func controlCharacters() throws {
        let odd = try drawn { $0.text("a\0b\n", left: 2, top: 2, size: 12, color: .black) }
        #expect(try odd == drawn { $0.text("a b ", left: 2, top: 2, size: 12, color: .black) })
        #expect(try drawn { $0.text("", left: 2, top: 2, size: 12, color: .black) } == image)
    }

    @Test("keeps the first fault and tells it at the end")
    func faults() throws {
        let box = PixelRectangle(left: .nan, top: 0, right: 1, bottom: 1)
        #expect(
            message {
                _ = try drawn {
                    $0.fillRectangle(box, color: red)
                    $0.text("a", left: 0, top: 0, size: -1, color: red)
                }
            } == "drawing a rectangle: expected finite coordinates, found nan; correct what is drawn")
        #expect(
            message { _ = try drawn { $0.text("a", left: 0, top: 0, size: 0, color: red) } }
                == "drawing text: expected a font size from 1 to 10000, found 0.0; correct what is drawn")
        #expect(
            message {
                _ = try drawn { $0.fillRectangle(PixelRectangle(left: 0, top: 0, right: 1, bottom: 1), color: red, alpha: 2) }
            }
                == "drawing a rectangle: expected an alpha from 0 to 1, found 2.0; correct what is drawn")
    }

    @Test("refuses an image too wide for cairo")
    func tooWide() {
        let wide = PixelBuffer(size: PixelSize(width: 32_768, height: 1))
        #expect(
            message { _ = try Canvas(drawingOn: wide) }
                == "an image: expected sides of at most 32767 pixels for drawing, found 32768×1; shrink it")
    }
}
