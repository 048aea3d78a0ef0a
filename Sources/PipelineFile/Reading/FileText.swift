import Dataflow
import Foundation

/// The text of a pipeline file.
enum FileText {
    /// A pipeline file is a few kilobytes; what is larger is something else.
    static let limit = 1 << 20

    static func read(_ path: String) throws(PipelineFileError) -> String {
        let start = SourceMark.file(path, line: 1, column: 1)
        let data: Data
        do {
            let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            data = try handle.read(upToCount: limit + 1) ?? Data()
        } catch {
            throw PipelineFileError([PipelineProblem(at: start, "expected a pipeline file, found \(reason(error, path))")])
        }
        guard data.count <= limit else {
            throw PipelineFileError([PipelineProblem(at: start, "expected a pipeline file, found more than \(limit) bytes")])
        }
        if let text = String(validating: data, as: UTF8.self) {
            return text.first == "\u{FEFF}" ? String(text.dropFirst()) : text
        }
        let valid = validPrefix(of: data)
        let place = valid.place(of: valid.endIndex)
        let mark = SourceMark.file(path, line: place.line, column: place.column)
        throw PipelineFileError([PipelineProblem(at: mark, "expected UTF-8 text, found other bytes; save the file as UTF-8")])
    }

    private static func validPrefix(of data: Data) -> String {
        var length = 0
        var iterator = data.makeIterator()
        var decoder = UTF8()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { length += UTF8.width(scalar) }
        return String(decoding: data.prefix(length), as: UTF8.self)
    }

    private static func reason(_ error: any Error, _ path: String) -> String {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return "no file of that name" }
        if isFolder.boolValue { return "a folder" }
        return FileManager.default.isReadableFile(atPath: path)
            ? "a file that can't be read (\(error.localizedDescription))" : "a file that you may not read"
    }
}
