import Dataflow
import Imaging
import Synchronization

/// A table with a header and one row for each detection, as RFC 4180 has it: fields parted by commas, rows ended by CR LF, fields
/// quoted where they must be.
///
/// A frame without detections has no row; the JSON Lines, COCO and SQLite stores tell such frames. The rows of a frame are written
/// with one call, and taken back together if they find no room. A file that was there before is replaced.
public final class CSVStore: RecordStore {
    /// The names of the columns. `left` to `bottom` are the box in the frame's pixels.
    public static let columns = [
        "source", "index", "name", "number", "file", "width", "height", "class", "class_index", "score", "left", "top", "right",
        "bottom",
    ]

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
        let file = try StoreFile(path, from: mark, write: write)
        if file.length ?? 0 == 0 { try file.append(Self.row(Self.columns)) }
        self.file = Mutex(file)
    }

    public func store(_ record: FrameRecord) throws(StoreError) {
        try record.checkNumbers(for: path)
        let frame = [
            record.source, "\(record.index)", record.name, record.number.map { "\($0)" } ?? "", record.file ?? "",
            "\(record.size.width)", "\(record.size.height)",
        ]
        let rows = record.detections.map { detection in
            Self.row(
                frame + [detection.className, "\(detection.classIndex)", "\(detection.score)"]
                    + detection.box.edges.map { "\($0)" })
        }
        try file.withLock { (file) throws(StoreError) in try file.append(rows.joined()) }
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

    private static func row(_ fields: [String]) -> String {
        fields.map(field).joined(separator: ",") + "\r\n"
    }

    private static func field(_ value: String) -> String {
        // By scalars: a CR with its LF, or a quote with an accent, would be one character.
        guard value.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return value }
        var quoted = "\""
        for scalar in value.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
