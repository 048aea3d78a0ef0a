/// Why a run can't go on where an earlier one stopped. Each reads *where: expected, found, what to do*.
public enum JournalError: Error, Equatable {
    /// Another run has the journal open.
    case inUse(path: String)
    /// The pipeline, a model or another file that the results depend on is not what it was.
    case changed(path: String, names: [String])
    /// The file is no journal.
    case foreign(path: String, line: Int)
}

extension JournalError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .inUse(let path):
            "\(path): expected the journal of no other run, found one that is being written; wait for that run or stop it"
        case .changed(let path, let names):
            """
            \(path): expected the pipeline of the interrupted run, found changes in \(names.joined(separator: ", ")); undo them, or run \
            without --resume to begin anew
            """
        case .foreign(let path, let line):
            "\(path):\(line): expected a line of a run's journal, found something else; run without --resume to begin anew"
        }
    }
}
