/// What goes wrong in a vision stage: where, what was expected, what was found, what to do.
///
/// The name of the stage isn't among it: a run's failure has it, with the frame.
public enum VisionStageError: Error, Equatable, Sendable {
    /// Nothing lies at the path that `load` was given.
    case missingInput(String)
    /// A folder of frames that can't be listed.
    case unreadableFolder(String, reason: String)
    /// A folder or a pattern without any image.
    case noFrames(String)
    /// Standard input ended before its first image.
    case emptyStream
    case unreadableStream(String)
    /// A stage needs what no stage before it wrote.
    case emptySlot(String, filled: [String])
    /// A tensor that the model doesn't take.
    case wrongTensor(found: [Int], expected: [Int?])
    /// More outputs than the one that a classifier has.
    case severalOutputs([String])
    /// Another number of classes than there are names.
    case classCount(found: Int, names: Int)
}

extension VisionStageError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missingInput(let path):
            "\(path): expected a folder of images, an image, a pattern such as frames/%04d.jpg or frames/*.jpg, or - for standard "
                + "input, found nothing there; check the path"
        case .unreadableFolder(let path, let reason):
            "\(path): expected a folder of images, found that it can't be read: \(reason); check the path and its permissions"
        case .noFrames(let place):
            "\(place): expected at least one image (\(FrameSequence.imageSuffixes.sorted().joined(separator: ", "))), found none; "
                + "check the path"
        case .emptyStream:
            "standard input: expected JPEGs one after the other, found its end; pipe the images in"
        case .unreadableStream(let reason):
            "standard input: expected JPEGs one after the other, found that it can't be read (\(reason)); pipe the images in"
        case .emptySlot(let slot, let filled):
            "expected the frame's slot \"\(slot)\" to be filled, found "
                + (filled.isEmpty ? "no filled slot" : "only " + filled.sorted().joined(separator: ", "))
                + "; put a stage that writes \"\(slot)\" before it"
        case .wrongTensor(let found, let expected):
            "expected a tensor of shape [\(expected.map { $0.map(String.init) ?? "any" }.joined(separator: ", "))], the model's "
                + "input, found \(found); let preprocess make that size"
        case .severalOutputs(let names):
            "expected a model of one output, found \(names.count): \(names.joined(separator: ", ")); give a classifier"
        case .classCount(let found, let names):
            "expected a name for each of the model's \(found) classes, found \(names); give as many, in the model's order"
        }
    }
}
