import Dataflow
import Foundation

/// Finds the frames of an interrupted run, or of one that has ended, for a COCO store that goes on with them.
struct COCORestoring {
    private(set) var images = 0
    private(set) var annotations = 0
    private(set) var classes: [Int: String] = [:]
    /// How many bytes of the partial file they take.
    private(set) var length = 0

    /// Reads the first `count` frames of the partial file; where there is none, of a document that it is made from.
    ///
    /// - Throws: `StoreError.foreign` where there aren't so many.
    init(_ path: String, frames count: Int) throws(StoreError) {
        let partial = path + ".partial"
        if access(partial, F_OK) != 0 { try Self.takeApart(path, into: partial) }
        try TextLines.read(partial) { (line, end) throws(StoreError) in
            if let classes = COCOClasses.read(line) {
                self.classes.merge(classes) { $1 }
            } else if let entry = COCOEntry(line: line) {
                guard images < count else { return false }
                images += 1
                annotations += entry.annotationCount
            } else {
                throw .foreign(path: partial, expected: "a frame on each line", found: "another line behind frame \(images)")
            }
            length = end
            return true
        }
        guard images == count else {
            throw .foreign(path: partial, expected: "the \(count) frames of the interrupted run", found: "\(images)")
        }
    }

    /// Writes the lines of the frames of a document to `partial`, under a temporary name first.
    private static func takeApart(_ path: String, into partial: String) throws(StoreError) {
        var images: [String] = []
        var annotations: [Int: String] = [:]
        var classes: [Int: String] = [:]
        try TextLines.read(path) { (line, _) throws(StoreError) in
            let text = line.hasSuffix(",") ? String(line.dropLast()) : line
            if text.hasPrefix("{\"id\":"), text.contains("\"image_id\":") {
                guard let image = number(after: "\"image_id\":", in: text) else { return true }
                annotations[image] = text
            } else if text.hasPrefix("{\"id\":"), text.contains("\"file_name\":") {
                images.append(text)
            } else if let category = try? JSONDecoder().decode(Category.self, from: Data(text.utf8)) {
                classes[category.id - 1] = category.name
            }
            return true
        }
        let temporary = partial + ".tmp"
        let file = try StoreFile(temporary)
        try file.append(COCOClasses.line(classes) + "\n")
        for image in images {
            let found = number(after: "{\"id\":", in: image).flatMap { annotations[$0] }
            try file.append(COCOEntry(image: image, annotations: found ?? "").line + "\n")
        }
        try file.finish()
        guard rename(temporary, partial) == 0 else {
            throw StoreError(FileRefusal(partial, expected: "a file to replace", code: errno))
        }
    }

    private struct Category: Decodable {
        let id: Int
        let name: String
    }

    private static func number(after key: String, in text: String) -> Int? {
        text.firstRange(of: key).flatMap { Int(text[$0.upperBound...].prefix { $0.isNumber }) }
    }
}
