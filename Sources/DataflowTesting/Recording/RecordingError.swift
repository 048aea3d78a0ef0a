public import Dataflow

/// Why a recording can't be replayed.
public enum RecordingError: Error, Hashable {
    case noItems(path: String, source: String?)
    case unreadable(path: String, line: Int, reason: String)
    /// Items are numbered in the order in which their source emits them.
    case outOfOrder(path: String, line: Int, item: ItemID, expected: Int)
}

extension RecordingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noItems(let path, let source):
            "\(path): expected items\(source.map { " of the source \"\($0)\"" } ?? ""), found none: record some first"
        case .unreadable(let path, let line, let reason):
            "\(path):\(line): expected an item that a recorder wrote, found: \(reason): record anew, or give the codec it was written with"
        case .outOfOrder(let path, let line, let item, let expected):
            "\(path):\(line): expected item \(item.source)#\(expected) or a later one, found \(item): record with one worker, where the order is kept"
        }
    }
}
