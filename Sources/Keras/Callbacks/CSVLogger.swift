import Foundation

/// Writes the numbers of each epoch to a table, a line as soon as the epoch has ended.
public final class CSVLogger: TrainingCallback {
    private let path: String
    private let separator: String
    private var appends: Bool
    private var names: [String] = []

    /// - Parameter appends: whether lines are added to a table that is there already.
    public init(_ path: String, separator: String = ",", appends: Bool = false) {
        (self.path, self.separator, self.appends) = (path, separator, appends)
    }

    /// A training that goes on has its table go on: without what came after the place where it does.
    public func epochBegins(_ epoch: Int, _ model: CompiledModel) throws {
        guard let point = model.resumePoint, point.epoch == epoch, let text = try? String(contentsOfFile: path, encoding: .utf8)
        else { return }
        let lines = text.split(separator: "\n").filter { line in
            Int(line.prefix { $0.isNumber }).map { $0 < epoch } ?? true
        }
        appends = true
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: path), options: .atomic)
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
