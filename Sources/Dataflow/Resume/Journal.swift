import Foundation

/// What a sink has stored for good, so that a later run can go on from there whatever ended this one.
///
/// An entry means: all that the sink wrote of the item is on the disk, up to the marks. Entries are committed in groups: first the
/// sink brings what it wrote to the disk, then the entries follow. After a death, the sink cuts its files to the
/// last entry's marks; what lies behind them is made again, and comes out the same.
///
/// The file is JSON Lines: a head with the run's signature, then a line for each item. A last line that was cut is no entry.
///
/// Not to be shared between threads; its owner keeps it behind a lock.
public final class Journal {
    /// An item that is stored for good.
    public struct Entry: Sendable, Hashable, Codable {
        public let source: String
        public let index: Int
        /// The file or address that the item came from.
        public let origin: String?
        /// How long each of the sink's files was with it, by names of the sink's choice.
        public let marks: [String: Int]
        /// What else the sink must remember of it.
        public let note: String?

        public init(_ item: StoredItem, marks: [String: Int], note: String? = nil) {
            source = item.id.source
            index = item.id.index
            origin = item.origin
            self.marks = marks
            self.note = note
        }

        public var item: StoredItem { StoredItem(ItemID(source: source, index: index), origin: origin) }
    }

    private struct Head: Codable {
        var framerillJournal = 1
        var signature: [String: String]
    }

    /// What an earlier run stored, in the order in which it did; empty for a run that begins anew.
    public let entries: [Entry]
    private let file: AppendedFile
    /// Lines that are not committed yet, and how many.
    private var pending = ""
    private var count = 0
    private var lastCommit = monotonicNanoseconds()

    /// A group is committed when it has so many entries or is so old.
    private static let (groupSize, groupAge) = (64, 250_000_000)

    /// Opens the journal at `path`; one of an earlier run is read if the run resumes, and otherwise replaced.
    ///
    /// - Throws: ``JournalError``, or `FileRefusal` where the file can't be written.
    public init(_ path: String, _ start: RunStart) throws {
        file = try AppendedFile(continuing: path)
        guard file.lock() else { throw JournalError.inUse(path: path) }
        var length = 0
        if start.isResuming {
            (entries, length) = try Self.read(path, start.signature)
        } else {
            entries = []
        }
        try file.cut(to: length)
        if length == 0 { try file.append(Self.line(Head(signature: start.signature))) }
        try file.synchronise()
    }

    /// Notes an item that the sink has just stored; now and then this commits. An item whose entry fails is not noted.
    ///
    /// - Parameter synchronise: Brings all that was stored so far to the disk.
    public func add(_ entry: Entry, synchronise: () throws -> Void) throws {
        let line = try Self.line(entry)
        pending += line
        count += 1
        guard count >= Self.groupSize || monotonicNanoseconds() - lastCommit > Self.groupAge else { return }
        do {
            try commit(synchronise)
        } catch {
            pending.removeLast(line.count)
            count -= 1
            throw error
        }
    }

    /// Commits what is left and closes the file.
    public func finish(synchronise: () throws -> Void) throws {
        do {
            if count > 0 { try commit(synchronise) }
        } catch {
            // What is not committed is made again; the first error is the one to tell.
            try? file.finish()
            throw error
        }
        try file.finish()
    }

    private func commit(_ synchronise: () throws -> Void) throws {
        try synchronise()
        let length = file.length
        try file.append(pending)
        do {
            try file.synchronise()
        } catch {
            if let length { try file.cut(to: length) }
            throw error
        }
        (pending, count, lastCommit) = ("", 0, monotonicNanoseconds())
    }

    private static func line(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }

    /// The entries and how many bytes of the file are whole lines.
    private static func read(_ path: String, _ signature: [String: String]) throws -> ([Entry], Int) {
        let content = try Data(contentsOf: URL(filePath: path))
        guard let end = content.lastIndex(of: UInt8(ascii: "\n")) else { return ([], 0) }
        let lines = content[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let decoder = JSONDecoder()
        guard let head = try? decoder.decode(Head.self, from: lines[0]), head.framerillJournal == 1 else {
            throw JournalError.foreign(path: path, line: 1)
        }
        let changed = Set(head.signature.keys).union(signature.keys).filter { head.signature[$0] != signature[$0] }
        guard changed.isEmpty else { throw JournalError.changed(path: path, names: changed.sorted()) }
        let entries = try lines.dropFirst().enumerated().map { number, line in
            guard let entry = try? decoder.decode(Entry.self, from: line) else {
                throw JournalError.foreign(path: path, line: number + 2)
            }
            return entry
        }
        return (entries, end + 1)
    }
}
