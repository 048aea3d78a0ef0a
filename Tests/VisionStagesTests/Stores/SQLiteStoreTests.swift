import Foundation
import GRDB
import Imaging
import TestMaterial
import Testing
import VisionStages

@Suite("the SQLite store")
struct SQLiteStoreTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("out/detections.sqlite")
    }

    @Test("frames and detections are read back as they were")
    func readBack() throws {
        let records = [
            FrameRecord.sample(index: 0), .sample(index: 1, detections: 0), .sample(index: 0, source: "other's \"frames\""),
            FrameRecord(source: "-", index: 3, name: "x", size: PixelSize(width: 1, height: 2), detections: []),
        ]
        let store = try SQLiteStore(path: path)
        for record in records { try store.store(record) }
        #expect(try read() == records)
        try store.finish()
        #expect(try read() == records)
    }

    @Test("a finished store is one file")
    func oneFile() throws {
        let store = try SQLiteStore(path: path)
        try store.store(.sample(index: 0))
        try store.finish()
        try store.finish()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("out")) == ["detections.sqlite"])
        let error = #expect(throws: StoreError.self) { try store.store(.sample(index: 1)) }
        #expect(error?.description.hasPrefix("\(path): expected no frame after the store was finished") == true)
    }

    @Test("storing a frame again replaces it, also in a later run, and leaves the others")
    func replace() throws {
        for _ in 0..<2 {
            let store = try SQLiteStore(path: path)
            for index in 0..<3 { try store.store(.sample(index: index, detections: 5)) }
            try store.store(.sample(index: 1, name: "again", detections: 1))
            try store.finish()
        }
        let records = try read()
        #expect(
            records == [
                .sample(index: 0, detections: 5), .sample(index: 1, name: "again", detections: 1),
                .sample(index: 2, detections: 5),
            ])
        #expect(try query("SELECT count(*) FROM detections") == 11)
        #expect(try query("SELECT count(*) FROM pragma_foreign_key_check") == 0)
    }

    @Test("detections go with their frame, and a frame's key is there once")
    func constraints() throws {
        let store = try SQLiteStore(path: path)
        try store.store(.sample(index: 0))
        try store.finish()
        let database = try DatabaseQueue(path: path)
        #expect(throws: DatabaseError.self) {
            try database.write {
                try $0.execute(
                    sql: "INSERT INTO frames (source, \"index\", name, width, height) VALUES ('frames', 0, 'x', 1, 1)")
            }
        }
        try database.write { try $0.execute(sql: "DELETE FROM frames") }
        #expect(try query("SELECT count(*) FROM detections") == 0)
    }

    @Test("a full disk leaves no part of the frame")
    func fullDisk() throws {
        let store = try SQLiteStore(path: path) { try $0.execute(sql: "PRAGMA max_page_count = 12") }
        var stored = 0
        var failure: StoreError?
        while failure == nil, stored < 1000 {
            do {
                try store.store(.sample(index: stored, detections: 40))
                stored += 1
            } catch {
                failure = error
            }
        }
        #expect(
            failure?.description == """
                \(path): expected room for one more frame, found: database or disk is full; free some space and run again; what \
                was stored before is whole
                """)
        try store.finish()
        #expect(stored > 0)
        #expect(try read() == (0..<stored).map { .sample(index: $0, detections: 40) })
    }

    @Test("a database that another program writes to is an error when patience ends")
    func locked() throws {
        let store = try SQLiteStore(path: path, patience: .milliseconds(1))
        try store.store(.sample(index: 0))
        let other = try DatabaseQueue(path: path)
        let message = """
            \(path): expected a database that no one else is writing to, found: database is locked; end the program that holds \
            it and run again; what was stored before is whole
            """
        try other.inDatabase { database in
            try database.execute(sql: "BEGIN IMMEDIATE")
            let error = #expect(throws: StoreError.self) { try store.store(.sample(index: 1)) }
            #expect(error?.description == message)
            let opening = #expect(throws: StoreError.self) { try SQLiteStore(path: path, patience: .milliseconds(1)) }
            #expect(opening?.description == message)
            try database.execute(sql: "ROLLBACK")
        }
        try store.store(.sample(index: 1))
        #expect(try read().count == 2)
    }

    @Test("a file that is no database is refused and stays as it is")
    func notADatabase() throws {
        let content = String(repeating: "These are my notes. ", count: 300)
        let notes = try folder.write(content, to: "notes.txt")
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: notes) }
        #expect(
            error?.description == """
                \(notes): expected no file, or an SQLite database, found a file with something else (file is not a database); give \
                another path or move that file away
                """)
        #expect(try text(of: notes) == content)
    }

    @Test("a database of something else is refused and stays as it is")
    func foreignDatabase() throws {
        let other = folder.path("other.sqlite")
        try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE frames (a); CREATE TABLE b (c)") }
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: other) }
        #expect(
            error?.description == """
                \(other): expected no database, or one with Framerill's frames, found a database of version 0 with the tables b, \
                frames; give another path or move that file away
                """)
        let later = folder.path("later.sqlite")
        try DatabaseQueue(path: later).write { try $0.execute(sql: "PRAGMA user_version = 7") }
        #expect(throws: StoreError.self) { try SQLiteStore(path: later) }
    }

    @Test("a folder in the database's place is refused")
    func unopenable() throws {
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: folder.url.path) }
        #expect(
            error?.description == """
                \(folder.url.path): expected a database to write to, found: unable to open database file; check the disk, the \
                path and its permissions; what was stored before is whole
                """)
    }

    private func query(_ sql: String) throws -> Int? {
        try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: sql) }
    }

    private func read() throws -> [FrameRecord] {
        try DatabaseQueue(path: path).read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM frames ORDER BY id").map { frame in
                let detections = try Row.fetchAll(
                    database, sql: "SELECT * FROM detections WHERE frame = ? ORDER BY id", arguments: [frame["id"] as Int64])
                return FrameRecord(
                    source: frame["source"], index: frame["index"], name: frame["name"], number: frame["number"],
                    file: frame["file"], size: PixelSize(width: frame["width"], height: frame["height"]),
                    detections: detections.map { row in
                        FrameDetection(
                            className: row["class"], classIndex: row["class_index"], score: row["score"],
                            box: PixelRectangle(
                                left: row["box_left"], top: row["box_top"], right: row["box_right"], bottom: row["box_bottom"]))
                    })
            }
        }
    }
}
