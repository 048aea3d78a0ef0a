public import Dataflow
public import Vision

/// Reads boxes out of a YOLO network's outputs and keeps those whose score reaches the threshold.
///
/// The score is objectness × class probability, as in the assignment's `yolo_filter_boxes`; a cell whose objectness alone is
/// below the threshold is passed over without a computation.
///
/// **Emits** each frame with `candidates`; `outputs` is emptied. **Waits when** there is no input or no room behind. **Ends when** its
/// input ends. **Fails when** the outputs don't fit the description.
public struct FilterBoxes: Transform {
    public typealias Input = Frame
    public typealias Output = Frame

    public var description: DetectorDescription
    /// The least score, 0 to 1.
    public var score: Float
    /// The classes to keep by their places in the description; nil for all.
    public var classes: Set<Int>?

    public init(description: DetectorDescription, score: Float = 0.6, classes: Set<Int>? = nil) {
        self.description = description
        self.score = score
        self.classes = classes
    }

    public var defaultSettings: StageSettings { StageSettings(name: Self.entry.name) }

    public func transform(_ frame: Frame) async throws -> Frame? {
        var result = frame
        let outputs = try result.take(.outputs)
        let ordered = try description.outputPlaces(among: outputs.names).map { outputs.tensors[$0] }
        var detections = try description.candidates(in: ordered, threshold: score)
        if let classes { detections.removeAll { !classes.contains($0.classIndex) } }
        result[.candidates] = BoxCandidates(classes: description.classes, detections: detections)
        return result
    }
}

extension FilterBoxes {
    /// What a pipeline file can say of it.
    public static let entry = StageEntry<Frame>(
        name: "filter-boxes",
        summary: "Reads boxes out of a YOLO network's outputs and keeps those whose score reaches the threshold.",
        kind: .transform,
        contract: StageContract(
            emits: "each frame with its candidate boxes", waitsWhen: "there is no input or no room behind",
            endsWhen: "its input ends", failsWhen: "the outputs don't fit the description"),
        options: [Options.description, Options.score, Options.classes],
        reads: ["outputs"], writes: ["candidates"], removes: ["outputs"],
        example: "- filter-boxes: { description: data/models/framerill-road.json, score: 0.4 }"
    ) { reader in
        let path = reader.read(Options.description)
        let score = Float(reader.read(Options.score))
        let names = reader.read(Options.classes)
        return StageBlueprint(
            files: [path],
            verify: { slots in
                let description = try Options.description.blamed { try DetectorDescription(contentsOf: path) }
                _ = try Options.classes.blamed { try places(of: names, in: description) }
                if let outputs = slots["outputs"] { try Options.description.blamed { try check(outputs, fit: description) } }
                return [Slot("candidates", detail: "\(description.classes.count) classes")]
            },
            build: {
                let description = try DetectorDescription(contentsOf: path)
                return .stage(
                    FilterBoxes(description: description, score: score, classes: try places(of: names, in: description)))
            })
    }

    private enum Options {
        static let description = StageOption(
            "description", .path, "the .json that tells the model's heads, anchors and classes")
        static let score = StageOption("score", .number(in: 0...1), default: 0.6, "the least score of a box to keep")
        static let classes = StageOption(
            optional: "classes", .list(of: .text, count: 1 ... .max), absent: "all", "the names of the classes to keep")
    }

    private static func places(of names: [String]?, in description: DetectorDescription) throws -> Set<Int>? {
        guard let names else { return nil }
        return try Set(
            names.map { name in
                guard let place = description.classes.firstIndex(of: name) else {
                    throw StageFault(
                        "\"\(name)\" is not a class of this detector" + Suggestion.advice(for: name, among: description.classes))
                }
                return place
            })
    }

    /// Whether the model's outputs, as far as their shapes are known before the run, can be what the description tells.
    private static func check(_ outputs: Slot, fit description: DetectorDescription) throws {
        guard !outputs.parts.isEmpty else { return }
        let places = try description.outputPlaces(among: outputs.parts.map(\.name))
        for (head, place) in zip(description.heads, places) {
            // Only the channels are sure to be known; the rest depends on the frame.
            try head.check(outputShape: outputs.parts[place].shape.map { $0 ?? 1 })
        }
    }
}
