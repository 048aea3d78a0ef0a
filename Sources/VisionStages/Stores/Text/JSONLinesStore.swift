import Dataflow
import Imaging
import Synchronization

/// One line of JSON for each frame, also for a frame without detections.
///
/// ```json
/// {"source":"frames","index":0,"name":"frame-0000","number":0,"file":"frames/frame-0000.jpg","width":640,"height":360,
///  "detections":[{"class":"car","class_index":0,"score":0.94,"box":[356.9,157.9,378.2,174.5]}]}
/// ```
///
/// (on one line) with `box` as left, top, right, bottom in the frame's pixels. Each line is written with one call, and one that
/// finds no room is taken back: the file holds whole lines at any moment, whatever happens to the run. A file that was there
/// before is replaced. `FrameRecord` is `Decodable` from such a line.
public final class JSONLinesStore: RecordStore {
    private let file: Mutex<StoreFile>
    private let path: String

    /// - Parameter mark: Where an interrupted run left the file, to go on from there; without it the file is replaced.
    public convenience init(path: String, from mark: Int? = nil) throws(StoreError) {
        try self.init(path: path, from: mark, write: AppendedFile.systemWrite)
    }

    /// With `write` in place of `write(2)`.
    package init(
        path: String, from mark: Int? = nil, write: @escaping @Sendable (Int32, UnsafeRawBufferPointer) -> Int
    ) throws(StoreError) {
        self.path = path
        file = Mutex(try StoreFile(path, from: mark, write: write))
    }

    public func store(_ record: FrameRecord) throws(StoreError) {
        try record.checkNumbers(for: path)
        let line = record.json + "\n"
        try file.withLock { (file) throws(StoreError) in try file.append(line) }
    }

    public var mark: Int? { file.withLock(\.length) }

    public func synchronise() throws(StoreError) {
        try file.withLock { (file) throws(StoreError) in try file.synchronise() }
    }

    public func takeBack(_ record: FrameRecord) throws(StoreError) {
        try file.withLock { (file) throws(StoreError) in try file.takeBack() }
    }

    public func finish() throws(StoreError) {
        try file.withLock { (file) throws(StoreError) in try file.finish() }
    }
}

extension FrameRecord {
    /// The record as one line, without its end.
    var json: String {
        JSONText.object { json in
            json.field("source", source)
            json.field("index", index)
            json.field("name", name)
            json.field("number", number)
            json.field("file", file)
            json.field("width", size.width)
            json.field("height", size.height)
            json.field("detections", detections) { json, detection in
                json.field("class", detection.className)
                json.field("class_index", detection.classIndex)
                json.field("score", detection.score)
                json.field("box", detection.box.edges)
            }
        }
    }
}
