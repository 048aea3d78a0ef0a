import Imaging
import Testing
import Vision

@Suite("boxes in the frame")
struct FramePlacementTests {
    private let frame = PixelSize(width: 1280, height: 720)

    @Test("a resized frame scales each side by itself")
    func resized() {
        let placement = FramePlacement.resized(frame: frame)
        #expect(placement.frame == frame)
        #expect(
            placement.frameRectangle(of: Box(left: 0.25, top: 0.5, right: 0.75, bottom: 0.625))
                == PixelRectangle(left: 320, top: 360, right: 960, bottom: 450))
    }

    @Test("a letterboxed frame is found inside its margins")
    func letterboxed() {
        let letterbox = Letterbox(fitting: frame, into: PixelSize(width: 320, height: 320))
        let placement = FramePlacement.letterboxed(letterbox)
        #expect(placement.frame == frame)
        let whole = Box(left: 0, top: 70.0 / 320, right: 1, bottom: 250.0 / 320)
        #expect(placement.frameRectangle(of: whole) == PixelRectangle(left: 0, top: 0, right: 1280, bottom: 720))
        let middle = Box(left: 0.25, top: 0.5, right: 0.5, bottom: 0.5625)
        #expect(placement.frameRectangle(of: middle) == PixelRectangle(left: 320, top: 360, right: 640, bottom: 440))
    }

    @Test("what reaches over the frame's edge is clipped, even if endless")
    func clipped() {
        let endless = Box(left: -.infinity, top: -0.5, right: 1.5, bottom: .infinity)
        let whole = PixelRectangle(left: 0, top: 0, right: 1280, bottom: 720)
        #expect(FramePlacement.resized(frame: frame).frameRectangle(of: endless) == whole)
        let letterbox = Letterbox(fitting: frame, into: PixelSize(width: 320, height: 320))
        #expect(FramePlacement.letterboxed(letterbox).frameRectangle(of: endless) == whole)
    }

    @Test("edges snap to the nearest pixel, halves up, inside the frame")
    func snapping() {
        let edges = PixelRectangle(left: -0.7, top: 10.5, right: 20.49, bottom: 719.5)
        #expect(edges.snapped(in: frame) == PixelRectangle(left: 0, top: 11, right: 20, bottom: 720))
        let beyond = PixelRectangle(left: -3, top: -0.5, right: 1281, bottom: 900)
        #expect(beyond.snapped(in: frame) == PixelRectangle(left: 0, top: 0, right: 1280, bottom: 720))
    }
}
