import Dataflow
import Foundation

/// Where a run's report is written as JSON.
struct ReportFile {
    private let path: String

    /// Makes the folder where it is missing, and makes sure that a file can be written: a long run shouldn't end to find out.
    init(_ path: String) throws(ReportFileError) {
        self.path = path
        let folder = URL(filePath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw ReportFileError(path: path, reason: error.localizedDescription)
        }
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw ReportFileError(path: path, reason: "a folder")
        }
        guard FileManager.default.isWritableFile(atPath: folder.path) else {
            throw ReportFileError(path: path, reason: "a folder that can't be written to")
        }
    }

    /// Under a temporary name first, so that the file is never half a report.
    func write(_ report: RunReport) throws {
        let text = try JSONText.text(of: report)
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw ReportFileError(path: path, reason: error.localizedDescription)
        }
    }
}

/// Why the report can't be written.
struct ReportFileError: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String { "\(path): expected a file to write the report to, found: \(reason); give another path" }
}
