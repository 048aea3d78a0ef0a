public import Dataflow
import Foundation
import Imaging
import Vision

/// Draws the detections on the picture: a box, a name and a score in the class's colour (the assignment's HSV wheel).
///
/// Lines and letters grow with the frame, as in the assignment: a line of (width + height) / 300 pixels, letters of 3 % of the height.
///
/// **Emits** each frame with its picture drawn on. **Waits when** there is no input or no room behind. **Ends when** its input
/// ends. **Fails when** a frame has no picture or no detections slot (an empty one is fine).
public struct Annotate: Transform {
    public typealias Input = Frame
    public typealias Output = Frame

    /// How opaque the inside of a box is, 0 to 1.
    public var fill = 0.0
    public var labels = true
    /// In pixels; nil to fit the frame.
    public var lineWidth: Int?

    public init() {}

    public var defaultSettings: StageSettings { StageSettings(name: Self.entry.name, threads: .dedicated) }

    public func transform(_ frame: Frame) async throws -> Frame? {
        let image = try frame.require(.image)
        let found = try frame.require(.detections)
        guard !found.detections.isEmpty else { return frame }
        let colors = ClassColors(classCount: found.classes.count)
        let canvas = try Canvas(drawingOn: image)
        let width = Double(lineWidth ?? max((image.size.width + image.size.height) / 300, 1))
        let letters = max((0.03 * Double(image.size.height) + 0.5).rounded(.down), 8)
        // The best last, so that it is on top.
        for (place, detection) in found.detections.enumerated().reversed() {
            let box = detection.box.snapped(in: image.size)
            let color = colors[detection.classIndex]
            if fill > 0 { canvas.fillRectangle(box, color: color, alpha: fill) }
            canvas.strokeRectangle(box, lineWidth: width, color: color)
            if labels {
                // Two decimals, as the assignment prints a score.
                let score = String(format: "%.2f", Double(detection.score))
                let text = "\(detection.className) \(score)"
                let height = Double(canvas.measureText(text, size: letters).height)
                let better = found.detections[..<place].count { $0.box == detection.box }
                canvas.label(text, of: box.with(labelsAbove: better, height: height), size: letters, color: color)
            }
        }
        var result = frame
        result[.image] = try canvas.finish()
        return result
    }
}

extension PixelRectangle {
    /// Where a label goes below others of the same rectangle, as classes of the whole frame have it.
    fileprivate func with(labelsAbove count: Int, height: Double) -> PixelRectangle {
        guard count > 0 else { return self }
        var lower = self
        // The first one stands above the rectangle, or inside where there is no room.
        lower.top = max(top >= height ? top - height : top, 0) + Double(count + 1) * height
        return lower
    }
}

extension Annotate {
    /// What a pipeline file can say of it.
    public static let entry = StageEntry<Frame>(
        name: "annotate",
        summary: "Draws the detections on the picture: a box, a name and a score in the class's colour.",
        kind: .transform,
        contract: StageContract(
            emits: "each frame with its picture drawn on", waitsWhen: "there is no input or no room behind",
            endsWhen: "its input ends", failsWhen: "a frame has no picture or no detections"),
        options: [Options.fill, Options.labels, Options.lineWidth],
        reads: ["image", "detections"], writes: ["image"],
        example: "- annotate: { fill: 0.2 }"
    ) { reader in
        var stage = Annotate()
        stage.fill = reader.read(Options.fill)
        stage.labels = reader.read(Options.labels)
        stage.lineWidth = reader.read(Options.lineWidth)
        return StageBlueprint(threads: .dedicated, build: { [stage] in .stage(stage) })
    }

    private enum Options {
        static let fill = StageOption("fill", .number(in: 0...1), default: 0, "how opaque the inside of a box is")
        static let labels = StageOption("labels", .bool, default: true, "write the class and the score")
        static let lineWidth = StageOption(
            optional: "line-width", .integer(in: 1...100), absent: "(width + height) / 300", "of a box, in pixels")
    }
}
