import Foundation

/// Lists of class names.
public enum ClassNames {
    /// Reads a file like YAD2K's `coco_classes.txt` or Darknet's `coco.names`: one name a line, in the order of the network's
    /// classes. Blank lines at the end are left out; one before a name is refused, for it would shift all classes after it.
    public static func read(contentsOf path: String) throws(VisionError) -> [String] {
        let text = try VisionFile.text(contentsOf: path, holding: "class names")
        var names = text.split(omittingEmptySubsequences: false) { $0.isNewline }
            .map { $0.trimmingCharacters(in: .whitespaces) }
        while names.last?.isEmpty == true { names.removeLast() }
        guard !names.isEmpty else {
            throw .file(path: path, at: nil, expected: "one class name a line", found: "an empty file", advice: "write the names")
        }
        if let blank = names.firstIndex(of: "") {
            throw .file(
                path: path, at: "line \(blank + 1)", expected: "a class name", found: "a blank line",
                advice: "remove the line, or name the class, so that the names after it keep their places")
        }
        return names
    }
}

/// Reading the small text files that lie beside a model.
enum VisionFile {
    static func text(contentsOf path: String, holding content: String) throws(VisionError) -> String {
        let bytes = try data(contentsOf: path, holding: content)
        guard let text = String(data: bytes, encoding: .utf8) else {
            throw .file(
                path: path, at: nil, expected: "text in UTF-8 with \(content)", found: "\(bytes.count) bytes of something else",
                advice: "check that this is the right file")
        }
        return text
    }

    static func data(contentsOf path: String, holding content: String) throws(VisionError) -> Data {
        do {
            return try Data(contentsOf: URL(filePath: path))
        } catch {
            let found = FileManager.default.fileExists(atPath: path) ? "one that can't be read" : "no such file"
            throw .file(path: path, at: nil, expected: "a file with \(content)", found: found, advice: "check the path")
        }
    }
}
