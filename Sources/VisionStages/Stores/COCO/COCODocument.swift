import Foundation
import Imaging

/// Makes a COCO document of lines of frame records, reading them one by one.
struct COCODocument {
    let path: String
    /// The file of records.
    let lines: String
    let classes: [Int: String]

    /// Writes the document to a temporary name beside `path` and renames it. On failure what was at `path` is untouched.
    func write() throws(StoreError) {
        let temporary = path + ".tmp"
        do throws(StoreError) {
            let document = try AppendedFile(replacing: temporary, write: AppendedFile.systemWrite)
            try document.append("{\"images\":[")
            try eachRecord { (record, number) throws(StoreError) in
                try document.append((number == 1 ? "\n" : ",\n") + image(record, id: number))
            }
            try document.append("\n],\n\"annotations\":[")
            var annotations = 0
            try eachRecord { (record, number) throws(StoreError) in
                let entries = record.detections.enumerated().map { place, detection in
                    annotation(detection, id: annotations + place + 1, imageID: number)
                }
                if entries.isEmpty { return }
                try document.append((annotations == 0 ? "\n" : ",\n") + entries.joined(separator: ",\n"))
                annotations += entries.count
            }
            try document.append("\n],\n\"categories\":[" + categories + "]}\n")
            try document.finish()
            guard rename(temporary, path) == 0 else { throw StoreError(path, expected: "a file to replace", code: errno) }
        } catch {
            unlink(temporary)
            throw error
        }
    }

    private func image(_ record: FrameRecord, id: Int) -> String {
        JSONText.object { json in
            json.field("id", id)
            json.field("file_name", record.file ?? record.name)
            json.field("width", record.size.width)
            json.field("height", record.size.height)
            json.field("source", record.source)
            json.field("index", record.index)
        }
    }

    private func annotation(_ detection: FrameDetection, id: Int, imageID: Int) -> String {
        let box = detection.box
        return JSONText.object { json in
            json.field("id", id)
            json.field("image_id", imageID)
            json.field("category_id", detection.classIndex + 1)
            json.field("bbox", [box.left, box.top, box.width, box.height])
            json.field("area", box.width * box.height)
            json.field("iscrowd", 0)
            json.field("score", detection.score)
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

    /// Calls `body` with each record and its number, from 1.
    private func eachRecord(_ body: (FrameRecord, Int) throws(StoreError) -> Void) throws(StoreError) {
        guard let file = fopen(lines, "re") else { throw StoreError(lines, expected: "the frames of this run", code: errno) }
        defer { fclose(file) }
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        let decoder = JSONDecoder()
        var number = 0
        while true {
            let count = getline(&line, &capacity, file)
            guard count > 0, let line else { break }
            number += 1
            let record: FrameRecord
            do {
                record = try decoder.decode(FrameRecord.self, from: Data(bytesNoCopy: line, count: count, deallocator: .none))
            } catch {
                throw .foreign(path: lines, expected: "a frame on line \(number)", found: "something else: \(error)")
            }
            try body(record, number)
        }
        guard ferror(file) == 0 else { throw StoreError(lines, expected: "the frames of this run", code: EIO) }
    }
}
