public import Dataflow
import Imaging
public import Vision

/// Of boxes that overlap keeps the one with the best score, and carries what is left into the frame's pixels.
///
/// What lies wholly outside of the frame, in the margin of a letterbox, is no object of it and is left out.
///
/// **Emits** each frame with `detections`; `candidates` and `placement` are emptied. **Waits when** there is no input or no room
/// behind. **Ends when** its input ends. **Fails when** a frame has no candidates.
public struct NMS: Transform {
    public typealias Input = Frame
    public typealias Output = Frame

    /// Boxes that overlap by more than this intersection over union are one object.
    public var iou: Double
    public var scope: SuppressionScope
    public var maxBoxes: Int

    public init(iou: Double = 0.5, scope: SuppressionScope = .acrossClasses, maxBoxes: Int = 10) {
        self.iou = iou
        self.scope = scope
        self.maxBoxes = maxBoxes
    }

    public var defaultSettings: StageSettings { StageSettings(name: Self.entry.name) }

    public func transform(_ frame: Frame) async throws -> Frame? {
        var result = frame
        let candidates = try result.take(.candidates)
        let placement = try result.take(.placement)
        let kept = nonMaxSuppression(candidates.detections, iouThreshold: iou, scope: scope, maxBoxes: maxBoxes)
        result[.detections] = FrameDetections(
            classes: candidates.classes,
            detections: kept.compactMap { detection in
                let box = placement.frameRectangle(of: detection.box)
                guard box.width > 0, box.height > 0 else { return nil }
                return FrameDetection(
                    className: candidates.classes[detection.classIndex], classIndex: detection.classIndex,
                    score: detection.score, box: box)
            })
        return result
    }
}

extension NMS {
    /// What a pipeline file can say of it.
    public static let entry = StageEntry<Frame>(
        name: "nms",
        summary: "Of boxes that overlap keeps the one with the best score, and carries what is left into the frame's pixels.",
        kind: .transform,
        contract: StageContract(
            emits: "each frame with its detections", waitsWhen: "there is no input or no room behind",
            endsWhen: "its input ends", failsWhen: "a frame has no candidates"),
        options: [Options.iou, Options.perClass, Options.maxBoxes],
        reads: ["candidates", "placement"], writes: ["detections"], removes: ["candidates", "placement"],
        example: "- nms: { iou: 0.5, max-boxes: 10 }"
    ) { reader in
        let stage = NMS(
            iou: reader.read(Options.iou), scope: reader.read(Options.perClass) ? .perClass : .acrossClasses,
            maxBoxes: reader.read(Options.maxBoxes))
        return StageBlueprint(build: { .stage(stage) })
    }

    private enum Options {
        static let iou = StageOption(
            "iou", .number(in: 0...1), default: 0.5, "boxes that overlap by more than this are one object")
        static let perClass = StageOption(
            "per-class", .bool, default: false, "only boxes of the same class are compared")
        static let maxBoxes = StageOption("max-boxes", .integer(in: 1...), default: 10, "the most boxes to keep, best first")
    }
}
