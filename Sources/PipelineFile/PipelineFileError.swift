public import Dataflow

/// Why a pipeline file can't be run.
public enum PipelineFileError: Error, Sendable, Hashable {
    /// Everything that is wrong with it, in the order of the file; then what is wrong with the overrides. At least one.
    case problems([PipelineProblem])

    public var problems: [PipelineProblem] {
        switch self {
        case .problems(let problems): problems
        }
    }

    /// Sorted by place; of two at one place the first found stands first.
    init(_ problems: [PipelineProblem]) {
        let sorted = problems.enumerated().sorted { ($0.element.mark, $0.offset) < ($1.element.mark, $1.offset) }.map(\.element)
        self = .problems(sorted)
    }
}

extension PipelineFileError: CustomStringConvertible {
    /// One problem a line.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
