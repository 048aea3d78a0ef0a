import Dataflow
package import GRDB
import Synchronization

/// A database with the tables `frames` and `detections`, one transaction for each frame.
///
/// A frame's key is its source and index: storing it again replaces what was stored of it, so a run can be repeated over the
/// same database, and frames of other sources stay. The database is in WAL mode with `synchronous = NORMAL`: others read while
/// the run goes on, and a killed process loses nothing that `store` returned for (a power failure may lose the last frames, but
/// no half ones). `finish` brings everything into the one file.
public final class SQLiteStore: RecordStore {
    private let database: DatabaseQueue
    private let path: String
    private let isFinished = Mutex(false)

    /// - Parameter patience: how long to wait for others that write to the database.
    public convenience init(path: String, patience: Duration = .seconds(5)) throws(StoreError) {
        try self.init(path: path, patience: patience) { _ in }
    }

    /// With `prepare` run on the connection before it is used.
    package init(
        path: String, patience: Duration = .seconds(5), prepare: @escaping @Sendable (Database) throws -> Void
    ) throws(StoreError) {
        self.path = path
        try StoreError.refused { () throws(FileRefusal) in try Folder.create(for: path) }
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience / .seconds(1))
        configuration.journalMode = .wal
        configuration.label = "framerill.store"
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = NORMAL")
            try prepare(database)
        }
        let found: String?
        do {
            database = try DatabaseQueue(path: path, configuration: configuration)
            found = try database.write(SQLiteSchema.prepare)
        } catch {
            throw StoreError(path, error)
        }
        if let found { throw .foreign(path: path, expected: "no database, or one with Framerill's frames", found: found) }
    }

    public func store(_ record: FrameRecord) throws(StoreError) {
        try record.checkNumbers(for: path)
        try isFinished.withLock { (isFinished) throws(StoreError) in
            guard !isFinished else { throw .finished(path: path) }
            do {
                try database.write { try SQLiteSchema.replace(record, in: $0) }
            } catch {
                throw StoreError(path, error)
            }
        }
    }

    /// A frame is found by its key, wherever it is.
    public var mark: Int? { nil }

    /// Brings the transactions so far into the database file, as far as nobody reads older ones; their journal is on the disk then.
    public func synchronise() throws(StoreError) {
        do {
            _ = try database.writeWithoutTransaction { try $0.checkpoint(.passive) }
        } catch {
            throw StoreError(path, error)
        }
    }

    public func takeBack(_ record: FrameRecord) throws(StoreError) {
        do {
            try database.write { try SQLiteSchema.remove(record, from: $0) }
        } catch {
            throw StoreError(path, error)
        }
    }

    public func finish() throws(StoreError) {
        try isFinished.withLock { (isFinished) throws(StoreError) in
            if isFinished { return }
            isFinished = true
            do {
                // Passive: one who is reading need not be waited for, and brings the rest into the file on leaving.
                _ = try database.writeWithoutTransaction { try $0.checkpoint(.passive) }
                try database.close()
            } catch {
                throw .unwritable(
                    path: path, expected: "room to bring all frames into one file",
                    found: (error as? DatabaseError)?.message ?? "\(error)",
                    advice: "keep \(path)-wal beside it, where the last frames are, free some space and open the database again")
            }
        }
    }
}

extension StoreError {
    /// SQLite's refusal.
    fileprivate init(_ path: String, _ error: any Error) {
        guard let error = error as? DatabaseError else {
            self = .unwritable(path: path, expected: "a database to write to", found: "\(error)", advice: "check the path")
            return
        }
        let message = error.message ?? "\(error.resultCode)"
        switch error.resultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT:
            self = .foreign(
                path: path, expected: "no file, or an SQLite database", found: "a file with something else (\(message))")
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self = .unwritable(
                path: path, expected: "a database that no one else is writing to", found: message,
                advice: "end the program that holds it and run again; what was stored before is whole")
        case .SQLITE_FULL:
            self = .unwritable(
                path: path, expected: "room for one more frame", found: message,
                advice: "free some space and run again; what was stored before is whole")
        default:
            self = .unwritable(
                path: path, expected: "a database to write to", found: message,
                advice: "check the disk, the path and its permissions; what was stored before is whole")
        }
    }
}
