import Imaging
import Testing
import Vision
import VisionStages

@Suite("nms", .timeLimit(.minutes(5)))
struct NMSTests {
    private func candidates(_ detections: [Detection], placement: FramePlacement) -> Frame {
        var frame = Frame(name: "a")
        frame[.candidates] = BoxCandidates(classes: ["car", "bus"], detections: detections)
        frame[.placement] = placement
        return frame
    }

    private func detection(_ classIndex: Int, _ score: Float, _ left: Double, _ right: Double) -> Detection {
        Detection(classIndex: classIndex, score: score, box: Box(left: left, top: 0.25, right: right, bottom: 0.75))
    }

    private let frameSize = FramePlacement.resized(frame: PixelSize(width: 200, height: 100))

    @Test("of boxes that overlap the best stays, in the frame's pixels, and what was used is taken away")
    func best() async throws {
        let input = candidates([detection(0, 0.5, 0.1, 0.5), detection(0, 0.9, 0.11, 0.5)], placement: frameSize)
        let frame = try #require(try await frames(of: [input], through: NMS()).first)
        let found = try frame.require(.detections)
        #expect(found.classes == ["car", "bus"])
        #expect(
            found.detections == [
                FrameDetection(
                    className: "car", classIndex: 0, score: 0.9,
                    box: PixelRectangle(left: 22, top: 25, right: 100, bottom: 75))
            ])
        #expect(frame[.candidates] == nil)
        #expect(frame[.placement] == nil)
    }

    @Test("another class suppresses or not, as the scope says")
    func scope() async throws {
        let input = candidates([detection(0, 0.5, 0.1, 0.5), detection(1, 0.9, 0.11, 0.5)], placement: frameSize)
        let across = try await frames(of: [input], through: NMS(scope: .acrossClasses))
        #expect(across.first?[.detections]?.detections.map(\.className) == ["bus"])
        let perClass = try await frames(of: [input], through: NMS(scope: .perClass))
        #expect(perClass.first?[.detections]?.detections.map(\.className) == ["bus", "car"])
    }

    @Test("no more boxes are kept than asked for, the best")
    func most() async throws {
        let many = (0..<8).map { detection(0, Float($0) / 10, Double($0) / 10, Double($0) / 10 + 0.05) }
        let found = try await frames(of: [candidates(many, placement: frameSize)], through: NMS(maxBoxes: 3))
        #expect(found.first?[.detections]?.detections.map(\.score) == [0.7, 0.6, 0.5])
    }

    @Test("boxes are clipped to the frame, and one in the margin of a letterbox is none of it")
    func margin() async throws {
        let placement = FramePlacement.letterboxed(
            Letterbox(fitting: PixelSize(width: 200, height: 100), into: PixelSize(width: 100, height: 100)))
        var inMargin = detection(0, 0.9, 0.1, 0.4)
        (inMargin.box.top, inMargin.box.bottom) = (0.05, 0.2)
        var across = detection(0, 0.8, 0.5, 0.9)
        (across.box.top, across.box.bottom) = (0.1, 0.5)
        let found = try await frames(of: [candidates([inMargin, across], placement: placement)], through: NMS())
        #expect(
            found.first?[.detections]?.detections.map(\.box) == [PixelRectangle(left: 100, top: 0, right: 180, bottom: 50)])
    }

    @Test("a frame without candidates has empty detections, and goes on")
    func none() async throws {
        let found = try await frames(of: [candidates([], placement: frameSize)], through: NMS())
        #expect(found.first?[.detections]?.detections == [])
    }
}
