import Foundation

/// Writes the numbers of each epoch to a table, a line as soon as the epoch has ended.
public final class CSVLogger: TrainingCallback {
    private let path: String
    private let separator: String
    private let appends: Bool
    private var names: [String] = []

    /// - Parameter appends: whether lines are added to a table that is there already.
    public init(_ path: String, separator: String = ",", appends: Bool = false) {
        (self.path, self.separator, self.appends) = (path, separator, appends)
    }

    public func epochEnded(_ epoch: Int, _ logs: inout TrainingLogs, _ model: CompiledModel) throws {
        var text = ""
        if names.isEmpty {
            names = logs.names
            let isThere = appends && FileManager.default.fileExists(atPath: path)
            if !isThere {
                try Data().write(to: URL(filePath: path))
                text = (["epoch"] + names).joined(separator: separator) + "\n"
            }
        }
        text += (["\(epoch)"] + names.map { name in logs[name].map { "\($0)" } ?? "" }).joined(separator: separator) + "\n"
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: Data(text.utf8))
    }
}
