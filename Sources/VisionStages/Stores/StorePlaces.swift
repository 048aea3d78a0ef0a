import Dataflow

/// Where each of a frame's stores writes; nil for those not wanted. `images` is a pattern.
struct StorePlaces: Sendable, Hashable {
    var images: String?
    var jsonl: String?
    var csv: String?
    var coco: String?
    var sqlite: String?

    var wantsRecords: Bool { jsonl != nil || csv != nil || coco != nil || sqlite != nil }

    /// All places below a folder, but for those with a path from the root on.
    func below(_ folder: String) -> StorePlaces {
        func place(_ path: String?, _ folder: String) -> String? {
            path.map { $0.hasPrefix("/") || folder == "." ? $0 : "\(folder)/\($0)" }
        }
        return StorePlaces(
            // A folder's own percent sign stands for itself.
            images: place(images, folder.replacing("%", with: "%%")), jsonl: place(jsonl, folder), csv: place(csv, folder),
            coco: place(coco, folder), sqlite: place(sqlite, folder))
    }

    /// A file that two stores would write.
    var sharedPath: String? {
        let paths = [jsonl, csv, coco, sqlite].compactMap { $0 }
        return paths.indices.first { paths[..<$0].contains(paths[$0]) }.map { paths[$0] }
    }

    /// For the user, a line each.
    var descriptions: [String] {
        [
            ("pictures", images.map { (try? NamePattern($0))?.glob ?? $0 }), ("detections, a line a frame", jsonl),
            ("detections as a table", csv), ("detections for COCO's tools", coco), ("detections in a database", sqlite),
        ].compactMap { what, path in path.map { "\(what): \($0)" } }
    }

    /// The journal of a run that writes there, in the first folder; nil where all go to devices.
    var journal: String? {
        let paths = [jsonl, csv, coco, sqlite, images].compactMap { $0 }.filter { !$0.hasPrefix("/dev/") }
        guard let first = paths.first else { return nil }
        // Of a pattern, what stands before its first variable part.
        let fixed = first == images ? String(first.prefix { $0 != "%" }) : first
        let folder = fixed.lastIndex(of: "/").map { fixed[...$0] } ?? ""
        var digest = ContentDigest()
        for path in [images, jsonl, csv, coco, sqlite] { digest.add((path ?? "") + "\0") }
        return "\(folder).framerill-\(digest.text.prefix(8)).journal"
    }
}
