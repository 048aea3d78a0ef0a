import Foundation

/// The classes of a COCO document as a line among those of its frames: `{"classes":{"0":"car"}}`, for a run that resumes.
enum COCOClasses {
    private struct Line: Decodable {
        let classes: [Int: String]
    }

    private static let head = "{\"classes\":"

    static func line(_ classes: [Int: String]) -> String {
        let names = JSONText.object { json in
            for (index, name) in classes.sorted(by: { $0.key < $1.key }) { json.field("\(index)", name) }
        }
        return head + names + "}"
    }

    static func isLine(_ line: String) -> Bool { line.hasPrefix(head) }

    /// The classes of a line; nil for another.
    static func read(_ line: String) -> [Int: String]? {
        isLine(line) ? try? JSONDecoder().decode(Line.self, from: Data(line.utf8)).classes : nil
    }
}
