import Imaging
import TestMaterial
import Testing
import VisionStages

@Suite("the CSV store")
struct CSVStoreTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("writes a header and one row for each detection")
    func rows() throws {
        let path = folder.path("out/detections.csv")
        let store = try CSVStore(path: path)
        let record = FrameRecord.sample(index: 7, name: "two\r\nlines", className: "\"\u{301}quoted\", \"\"")
        try store.store(record)
        try store.store(.sample(index: 8, detections: 0))
        try store.store(
            FrameRecord(
                source: "-", index: 9, name: "plain", size: PixelSize(width: 3, height: 4),
                detections: Array(record.detections.prefix(1))))
        try store.finish()
        let rows = try parse(text(of: path))
        #expect(rows.first == CSVStore.columns)
        #expect(
            rows.dropFirst().map { $0 } == [
                [
                    "frames", "7", "two\r\nlines", "70", "in/frame 7, é.jpg", "1280", "720", "car", "2", "0.9479236", "7.1",
                    "200.33333333333334", "300.5", "719.999",
                ],
                [
                    "frames", "7", "two\r\nlines", "70", "in/frame 7, é.jpg", "1280", "720", "\"\u{301}quoted\", \"\"", "9",
                    "0.4739618", "7.1", "200.33333333333334", "301.5", "719.999",
                ],
                [
                    "-", "9", "plain", "", "", "3", "4", "car", "2", "0.9479236", "7.1", "200.33333333333334", "300.5", "719.999",
                ],
            ])
    }

    @Test("only fields that need them have quotes, and rows end in CR LF")
    func quoting() throws {
        let path = folder.path("a.csv")
        let store = try CSVStore(path: path)
        try store.store(
            FrameRecord(
                source: "a b", index: 0, name: "x\"y", size: PixelSize(width: 3, height: 4),
                detections: [
                    FrameDetection(
                        className: "car, red", classIndex: 1, score: 1, box: PixelRectangle(left: 0, top: 0, right: 1, bottom: 2))
                ]))
        #expect(
            try text(of: path).unicodeScalars.elementsEqual(
                (CSVStore.columns.joined(separator: ",")
                    + "\r\na b,0,\"x\"\"y\",,,3,4,\"car, red\",1,1.0,0.0,0.0,1.0,2.0\r\n").unicodeScalars))
    }

    @Test("a full disk takes all rows of the frame back")
    func fullDisk() throws {
        let path = folder.path("a.csv")
        let store = try CSVStore(path: path, write: SmallDisk(bytes: 700).write)
        try store.store(.sample(index: 0, detections: 3))
        #expect(throws: StoreError.self) { try store.store(.sample(index: 1, detections: 5)) }
        try store.finish()
        #expect(try parse(text(of: path)).dropFirst().map { $0[1] } == ["0", "0", "0"])
    }

    @Test("a disk too full for the header is told when the store is opened")
    func noRoomAtAll() {
        let path = folder.path("a.csv")
        let error = #expect(throws: StoreError.self) { try CSVStore(path: path, write: SmallDisk(bytes: 10).write) }
        #expect(error?.description.contains("found: No space left on device") == true)
    }

    /// Rows of fields by RFC 4180, scalar by scalar.
    private func parse(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = String.UnicodeScalarView()
        var isQuoted = false
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch (scalar, isQuoted) {
            case ("\"", true) where rest.first == "\"":
                field.append("\"")
                rest = rest.dropFirst()
            case ("\"", _): isQuoted.toggle()
            case (",", false):
                row.append(String(field))
                field = .init()
            case ("\r", false) where rest.first == "\n":
                rest = rest.dropFirst()
                rows.append(row + [String(field)])
                row = []
                field = .init()
            default: field.append(scalar)
            }
        }
        #expect(row.isEmpty && field.isEmpty, "the last row isn't ended")
        return rows
    }
}
