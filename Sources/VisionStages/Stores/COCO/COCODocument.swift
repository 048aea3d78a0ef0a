import Dataflow
import Foundation

/// Makes a COCO document of the lines of its frames, reading them one by one.
struct COCODocument {
    let path: String
    /// The file of lines, see ``COCOEntry``.
    let lines: String
    /// Class names by their place in the list.
    let classes: [Int: String]

    /// Writes the document to a temporary name beside `path` and renames it. On failure what was at `path` is untouched.
    func write() throws(StoreError) {
        let temporary = path + ".tmp"
        do throws(StoreError) {
            let document = try StoreFile(temporary)
            try document.append("{\"images\":[")
            try append(to: document, \.image)
            try document.append("\n],\n\"annotations\":[")
            try append(to: document, \.annotations)
            try document.append("\n],\n\"categories\":[" + categories + "]}\n")
            try document.finish()
            guard rename(temporary, path) == 0 else {
                throw StoreError(FileRefusal(path, expected: "a file to replace", code: errno))
            }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private func append(to document: StoreFile, _ part: KeyPath<COCOEntry, String>) throws(StoreError) {
        var number = 0
        var isFirst = true
        try TextLines.read(lines) { (line, _) throws(StoreError) in
            number += 1
            if COCOClasses.isLine(line) { return true }
            guard let entry = COCOEntry(line: line) else {
                throw .foreign(path: lines, expected: "a frame of this run on line \(number)", found: "something else")
            }
            let text = entry[keyPath: part]
            if text.isEmpty { return true }
            try document.append((isFirst ? "\n" : ",\n") + text)
            isFirst = false
            return true
        }
    }

    private var categories: String {
        let entries = classes.sorted { $0.key < $1.key }.map { place, name in
            JSONText.object { json in
                json.field("id", place + 1)
                json.field("name", name)
                json.field("supercategory", "")
            }
        }
        return entries.isEmpty ? "" : "\n" + entries.joined(separator: ",\n") + "\n"
    }
}
