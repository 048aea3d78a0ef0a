public import Dataflow
import Imaging
import Keras
import NeuralNetwork
import Vision

/// Reads which class a frame is of out of a classifier's output.
///
/// The surest classes become detections, best first, with the whole frame as their box: whatever draws, stores or asks for detections takes
/// them.
///
/// **Emits** each frame with `detections`; `outputs` is emptied. **Waits when** there is no input or no room behind. **Ends when** its
/// input ends. **Fails when** the output has another number of classes, or holds no probabilities.
public struct Classify: Transform {
    public typealias Input = Frame
    public typealias Output = Frame

    /// The names of the classes; nil calls them by their numbers.
    public var classes: [String]?
    /// The most classes to tell of a frame.
    public var top: Int
    /// The least score, 0 to 1.
    public var score: Float
    /// Whether the model leaves its last activation to this stage.
    public var isLogits: Bool

    public init(classes: [String]? = nil, top: Int = 1, score: Float = 0, isLogits: Bool = false) {
        (self.classes, self.top, self.score, self.isLogits) = (classes, top, score, isLogits)
    }

    public var defaultSettings: StageSettings { StageSettings(name: Self.entry.name) }

    public func transform(_ frame: Frame) async throws -> Frame? {
        var result = frame
        let outputs = try result.take(.outputs)
        let size = try frame.require(.image).size
        guard outputs.tensors.count == 1 else { throw VisionStageError.severalOutputs(outputs.names) }
        let scores = try ClassScores(of: outputs.tensors[0], isLogits: isLogits)
        let names = classes ?? scores.scores.indices.map(String.init)
        guard names.count == scores.scores.count else {
            throw VisionStageError.classCount(found: scores.scores.count, names: names.count)
        }
        let whole = PixelRectangle(left: 0, top: 0, right: Double(size.width), bottom: Double(size.height))
        result[.detections] = FrameDetections(
            classes: names,
            detections: scores.best(top, atLeast: score).map { place, score in
                FrameDetection(className: names[place], classIndex: place, score: score, box: whole)
            })
        return result
    }
}

extension Classify {
    /// What a pipeline file can say of it.
    public static let entry = StageEntry<Frame>(
        name: "classify",
        summary: "Reads which class a frame is of out of a classifier's output.",
        kind: .transform,
        contract: StageContract(
            emits: "each frame with its surest classes as detections of the whole frame",
            waitsWhen: "there is no input or no room behind", endsWhen: "its input ends",
            failsWhen: "the output has another number of classes, or holds no probabilities"),
        options: [Options.classes, Options.names, Options.top, Options.score, Options.logits],
        reads: ["outputs", "image"], writes: ["detections"], removes: ["outputs"],
        example: "- classify: { top: 3 }"
    ) { reader in
        let (listed, path) = (reader.read(Options.classes), reader.read(Options.names))
        if path != nil { reader.refuseIfGiven(Options.classes, "expected it absent beside names, found a value") }
        var stage = Classify(
            top: reader.read(Options.top), score: Float(reader.read(Options.score)), isLogits: reader.read(Options.logits))
        return StageBlueprint(
            files: path.map { [$0] } ?? [],
            verify: { slots in
                let names = try path.map { path in try Options.names.blamed { try ClassNames.read(contentsOf: path) } } ?? listed
                if let outputs = slots["outputs"] {
                    let option: any DescribedOption = path == nil ? Options.classes : Options.names
                    try check(outputs, names: names, option)
                }
                return [Slot("detections", detail: names.map { "\($0.count) classes" } ?? "classes by number")]
            },
            build: { [stage] in
                var stage = stage
                stage.classes = try path.map { try ClassNames.read(contentsOf: $0) } ?? listed
                return .stage(stage)
            })
    }

    private enum Options {
        static let classes = StageOption(
            optional: "classes", .list(of: .text, count: 1 ... .max), absent: "their numbers, from 0",
            "the names of the classes, in the order of the model's output")
        static let names = StageOption(
            optional: "names", .path, absent: "classes tells them", "a file with the name of a class on each line")
        static let top = StageOption("top", .integer(in: 1...), default: 1, "the most classes to tell of a frame, best first")
        static let score = StageOption("score", .number(in: 0...1), default: 0, "the least score of a class to tell")
        static let logits = StageOption(
            "logits", .bool, default: false, "the model has no last activation: take its softmax, of one number its sigmoid")
    }

    /// Whether the model's outputs, as far as their shapes are known before the run, can be those of a classifier with so many classes.
    private static func check(_ outputs: Slot, names: [String]?, _ option: any DescribedOption) throws {
        guard !outputs.parts.isEmpty else { return }
        guard outputs.parts.count == 1 else { throw VisionStageError.severalOutputs(outputs.parts.map(\.name)) }
        let shape = outputs.parts[0].shape
        guard shape.count == 2 else {
            throw StageFault(
                "expected a model whose output is [any, classes], found \(outputs.shapeText) from stage \"\(outputs.writer)\"")
        }
        guard let names, let units = shape[1] else { return }
        let count = units == 1 ? 2 : units
        if names.count != count {
            throw StageFault(at: option, "\(VisionStageError.classCount(found: count, names: names.count))")
        }
    }
}
