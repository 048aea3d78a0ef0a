/// One thing that is wrong in the description of a pipeline.
///
/// It reads *where: expected, found, what to do*:
/// `cars.yaml:14:9: stage "preprocess": "widht" is not an option; did you mean "width"?`
public struct PipelineProblem: Error, Sendable, Hashable {
    public var mark: SourceMark
    /// The name of the stage that it concerns; nil for what concerns the whole pipeline.
    public var stage: String?
    public var message: String

    public init(at mark: SourceMark, stage: String? = nil, _ message: String) {
        self.mark = mark
        self.stage = stage
        self.message = message
    }
}

extension PipelineProblem: CustomStringConvertible {
    public var description: String {
        guard let stage else { return "\(mark): \(message)" }
        return "\(mark): stage \"\(stage)\": \(message)"
    }
}
