import Dataflow
import Imaging
import Testing
import Vision
import VisionStages

@Suite("annotate", .timeLimit(.minutes(5)))
struct AnnotateTests {
    private let size = PixelSize(width: 300, height: 200)
    private let box = PixelRectangle(left: 90.4, top: 80, right: 200, bottom: 150)

    private func frame(_ boxes: [PixelRectangle]) -> Frame {
        var frame = Frame.sample(width: size.width, height: size.height)
        frame[.detections] = FrameDetections(
            classes: ["car", "bus"],
            detections: boxes.map { FrameDetection(className: "bus", classIndex: 1, score: 0.876, box: $0) })
        return frame
    }

    private func pictures(_ stage: Annotate, _ boxes: [PixelRectangle]) async throws -> (PixelBuffer, PixelBuffer) {
        let input = frame(boxes)
        let output = try #require(try await frames(of: [input], through: stage).first)
        #expect(try output.require(.detections).detections == input.require(.detections).detections)
        return (try input.require(.image), try output.require(.image))
    }

    /// The pixels in which two pictures differ.
    private func changes(_ before: PixelBuffer, _ after: PixelBuffer) -> [(x: Int, y: Int)] {
        (0..<before.size.height).flatMap { y in
            (0..<before.size.width).filter { x in before[x, y] != after[x, y] }.map { ($0, y) }
        }
    }

    @Test("without labels only the box's edge changes, to the colour of its class")
    func edge() async throws {
        var stage = Annotate()
        (stage.labels, stage.lineWidth) = (false, 3)
        let (before, after) = try await pictures(stage, [box])
        let color = ClassColors(classCount: 2)[1]
        for y in 0..<size.height {
            for x in 0..<size.width {
                let isInside = (90..<200).contains(x) && (80..<150).contains(y)
                let isWithin = (93..<197).contains(x) && (83..<147).contains(y)
                #expect(after[x, y] == (isInside && !isWithin ? color : before[x, y]), "(\(x), \(y))")
            }
        }
    }

    @Test("a label stands above the box, and nothing else changes outside")
    func label() async throws {
        let (before, after) = try await pictures(Annotate(), [box])
        let changed = changes(before, after)
        let outside = changed.filter { !(90..<200).contains($0.x) || !(80..<150).contains($0.y) }
        #expect(outside.count > 100)
        #expect(outside.allSatisfy { (90..<200).contains($0.x) && (60..<80).contains($0.y) })
    }

    @Test("labels of one box stand below each other")
    func labels() async throws {
        func rows(_ count: Int) async throws -> ClosedRange<Int> {
            let whole = PixelRectangle(left: 0, top: 0, right: 300, bottom: 200)
            let (before, after) = try await pictures(Annotate(), [PixelRectangle](repeating: whole, count: count))
            // Inside of the line along the edge.
            let changed = changes(before, after).filter { (5..<30).contains($0.x) && (2..<190).contains($0.y) }.map(\.y)
            return try #require(changed.min())...#require(changed.max())
        }
        let (one, three) = (try await rows(1), try await rows(3))
        #expect(one.lowerBound == 2 && three.lowerBound == 2)
        #expect(three.upperBound + 1 == 3 * (one.upperBound + 1))
    }

    @Test("a fill changes the inside too, by its part")
    func fill() async throws {
        var stage = Annotate()
        (stage.labels, stage.lineWidth, stage.fill) = (false, 1, 0.25)
        let (before, after) = try await pictures(stage, [box])
        let color = ClassColors(classCount: 2)[1]
        func mixed(_ old: UInt8, _ new: UInt8) -> Double { 0.75 * Double(old) + 0.25 * Double(new) }
        let (old, new) = (before[150, 110], after[150, 110])
        #expect(abs(Double(new.red) - mixed(old.red, color.red)) <= 1.5)
        #expect(abs(Double(new.green) - mixed(old.green, color.green)) <= 1.5)
        #expect(abs(Double(new.blue) - mixed(old.blue, color.blue)) <= 1.5)
    }

    @Test("without detections the picture stays as it is")
    func nothing() async throws {
        let (before, after) = try await pictures(Annotate(), [])
        #expect(before == after)
    }

    @Test("boxes at the edges, beyond them and without area are drawn as far as they can be")
    func extremes() async throws {
        let boxes = [
            PixelRectangle(left: 0, top: 0, right: 300, bottom: 200), PixelRectangle(left: -50, top: 190, right: 20, bottom: 400),
            PixelRectangle(left: 299, top: 0, right: 300, bottom: 1), PixelRectangle(left: 50, top: 60, right: 50, bottom: 60),
        ]
        let (before, after) = try await pictures(Annotate(), boxes)
        #expect(before != after)
        #expect(after.size == size)
    }

    @Test("several workers draw the same pictures in the same order")
    func workers() async throws {
        let input = (0..<12).map { index in
            var frame = frame([PixelRectangle(left: Double(10 * index), top: 50, right: Double(10 * index + 60), bottom: 120)])
            frame[.image] = .sample(width: size.width, height: size.height, seed: index)
            return frame
        }
        let alone = try await frames(of: input, through: Annotate())
        let together = try await frames(
            of: input, through: Annotate(), settings: .init(name: "annotate", workers: 3, threads: .dedicated))
        #expect(try alone.map { try $0.require(.image) } == together.map { try $0.require(.image) })
    }
}
