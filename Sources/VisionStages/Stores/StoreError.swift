import Dataflow

/// What goes wrong while storing. Each reads *where: expected, found, what to do*, and names the file.
public enum StoreError: Error, Sendable {
    /// The operating system doesn't take the file or what is written to it.
    case unwritable(path: String, expected: String, found: String, advice: String)
    /// The file holds something else than the store keeps there.
    case foreign(path: String, expected: String, found: String)
    /// A name pattern can't be used.
    case pattern(String, expected: String, found: String)
    /// A frame's image would replace what an earlier frame of the same run wrote.
    case nameTaken(path: String, frame: String)
    /// A frame's image would replace the frame itself.
    case inputInTheWay(path: String, frame: String)
    /// A frame's image can't be encoded.
    case image(path: String, found: String)
    /// A number that is none.
    case notFinite(path: String, frame: String, detection: Int, found: Double)
    /// Two classes stand for the same place in the list of classes.
    case classes(path: String, classIndex: Int, first: String, second: String)
    /// `store` was called after `finish`.
    case finished(path: String)
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unwritable(let path, let expected, let found, let advice):
            "\(path): expected \(expected), found: \(found); \(advice)"
        case .foreign(let path, let expected, let found):
            "\(path): expected \(expected), found \(found); give another path or move that file away"
        case .pattern(let pattern, let expected, let found):
            "\(pattern): expected \(expected), found \(found); write a pattern such as \"out/%s.jpg\" or \"out/%04d.jpg\""
        case .nameTaken(let path, let frame):
            """
            \(path): expected an image name that no other frame of this run has, found one that \(frame) shares with a frame before \
            it; use %i (the frame's index) in the pattern
            """
        case .inputInTheWay(let path, let frame):
            "\(path): expected a file to write the image of \(frame) to, found the frame itself; store images in another folder"
        case .image(let path, let found):
            "\(path): expected an image that can be encoded, found: \(found)"
        case .notFinite(let path, let frame, let detection, let found):
            "\(path): expected numbers, found \(found) in detection \(detection) of \(frame); check the stages that make boxes"
        case .classes(let path, let classIndex, let first, let second):
            """
            \(path): expected one name for the class \(classIndex), found "\(first)" and "\(second)"; store the detections of one \
            detector in one COCO file
            """
        case .finished(let path):
            "\(path): expected no frame after the store was finished, found one; open a new store for it"
        }
    }
}

extension StoreError {
    init(_ refusal: FileRefusal) {
        self = .unwritable(path: refusal.path, expected: refusal.expected, found: refusal.found, advice: refusal.advice)
    }

    /// Does what the operating system may refuse.
    static func refused<Result>(_ body: () throws(FileRefusal) -> Result) throws(StoreError) -> Result {
        do throws(FileRefusal) { return try body() } catch { throw StoreError(error) }
    }
}
