/// What goes wrong in a vision stage: where, what was expected, what was found, what to do.
public enum VisionStageError: Error, Equatable, Sendable {
    case missingInput(String)
    case noFrames(String)
    case unreadableStream(String)
    case emptySlot(stage: String, slot: String, filled: [String])
    case duplicateName(String, first: String, second: String)
    case wrongTensor(stage: String, found: [Int], expected: [Int])
    case wrongOutputs(model: String, description: String, reason: String)

    static func noFrames(_ sequence: FrameSequence) -> VisionStageError { .noFrames(sequence.description) }
}

extension VisionStageError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .missingInput(let path):
            "\(path): expected a folder of images, an image, a pattern such as frames/%04d.jpg or frames/*.jpg, or - for standard "
                + "input, found nothing there; check the path"
        case .noFrames(let place):
            "\(place): expected at least one image (\(FrameSequence.imageSuffixes.sorted().joined(separator: ", "))), found none; "
                + "check the path"
        case .unreadableStream(let reason):
            "standard input: expected JPEGs one after the other, found that it can't be read (\(reason)); pipe the images in"
        case .emptySlot(let stage, let slot, let filled):
            "stage \"\(stage)\": expected the frame's slot \"\(slot)\" to be filled, found "
                + (filled.isEmpty ? "no filled slot" : filled.sorted().joined(separator: ", "))
                + "; put a stage that writes \"\(slot)\" before it"
        case .duplicateName(let path, let first, let second):
            "\(path): expected one frame of this name, found two: \(first) and \(second); use %i (the frame's index) in the pattern"
        case .wrongTensor(let stage, let found, let expected):
            "stage \"\(stage)\": expected a tensor of shape \(expected), found \(found); set preprocess to the model's input size"
        case .wrongOutputs(let model, let description, let reason):
            "\(model): expected outputs that fit \(description), found \(reason); give the description that belongs to the model"
        }
    }
}
