/// Where something in a pipeline's description was written: a place in its file, or an argument of the command line.
public enum SourceMark: Sendable, Hashable {
    /// A place in a file; line and column start at 1, the column counts Unicode scalars.
    case file(String, line: Int, column: Int)
    /// An argument as the user wrote it (`--set infer.batch=4`), and its place among the arguments.
    case argument(String, index: Int)
}

extension SourceMark: CustomStringConvertible {
    public var description: String {
        switch self {
        case .file(let name, let line, let column): "\(name):\(line):\(column)"
        case .argument(let text, _): text
        }
    }
}

extension SourceMark: Comparable {
    /// Places of the file from top to bottom, then arguments from left to right.
    public static func < (left: SourceMark, right: SourceMark) -> Bool {
        switch (left, right) {
        case (.file(let a, let line, let column), .file(let b, let otherLine, let otherColumn)):
            (a, line, column) < (b, otherLine, otherColumn)
        case (.argument(_, let index), .argument(_, let other)): index < other
        case (.file, .argument): true
        case (.argument, .file): false
        }
    }
}
