import GRDB
import Imaging

/// The tables of the SQLite store, version 1 in the database's `user_version`.
enum SQLiteSchema {
    static let version = 1

    private static let tables = """
        CREATE TABLE frames (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            "index" INTEGER NOT NULL,
            name TEXT NOT NULL,
            number INTEGER,
            file TEXT,
            width INTEGER NOT NULL,
            height INTEGER NOT NULL,
            UNIQUE (source, "index")
        );
        CREATE TABLE detections (
            id INTEGER PRIMARY KEY,
            frame INTEGER NOT NULL REFERENCES frames (id) ON DELETE CASCADE,
            class TEXT NOT NULL,
            class_index INTEGER NOT NULL,
            score REAL NOT NULL,
            box_left REAL NOT NULL,
            box_top REAL NOT NULL,
            box_right REAL NOT NULL,
            box_bottom REAL NOT NULL
        );
        CREATE INDEX detections_of_frame ON detections (frame);
        PRAGMA user_version = \(version);
        """

    /// Creates the tables in an empty database; returns what is found in one that holds something else.
    static func prepare(_ database: Database) throws -> String? {
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let names = try String.fetchAll(
            database, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
        if version == Self.version, Set(names).isSuperset(of: ["detections", "frames"]) { return nil }
        guard version == 0, names.isEmpty else {
            return names.isEmpty
                ? "a database of version \(version)"
                : "a database of version \(version) with the tables \(names.joined(separator: ", "))"
        }
        try database.execute(sql: tables)
        return nil
    }

    /// Removes what was stored of a frame.
    static func remove(_ record: FrameRecord, from database: Database) throws {
        try database.cachedStatement(sql: "DELETE FROM frames WHERE source = ? AND \"index\" = ?")
            .execute(arguments: [record.source, record.index])
    }

    /// Writes a frame in place of what was stored of it before.
    static func replace(_ record: FrameRecord, in database: Database) throws {
        let frame = try database.cachedStatement(
            sql: """
                INSERT INTO frames (source, "index", name, number, file, width, height) VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (source, "index") DO UPDATE SET
                name = excluded.name, number = excluded.number, file = excluded.file, width = excluded.width,
                height = excluded.height RETURNING id
                """)
        let id = try Int64.fetchOne(
            frame,
            arguments: [
                record.source, record.index, record.name, record.number, record.file, record.size.width, record.size.height,
            ])
        try database.cachedStatement(sql: "DELETE FROM detections WHERE frame = ?").execute(arguments: [id])
        let detection = try database.cachedStatement(
            sql: """
                INSERT INTO detections (frame, class, class_index, score, box_left, box_top, box_right, box_bottom)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for found in record.detections {
            let box = found.box
            try detection.execute(
                arguments: [id, found.className, found.classIndex, Double(found.score), box.left, box.top, box.right, box.bottom])
        }
    }
}
