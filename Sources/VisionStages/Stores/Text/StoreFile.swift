import Dataflow

/// The file of a store, which grows by whole pieces; what the operating system refuses is a `StoreError`.
///
/// Not to be shared between threads; its owner keeps it behind a lock.
final class StoreFile {
    private let file: AppendedFile
    private var isFinished = false
    /// Where the last piece begins, while it can be taken back.
    private var lastPiece: Int?

    /// Creates the file and its folder, or empties it; with a mark, cuts it there and goes on behind it.
    ///
    /// - Throws: `StoreError.foreign` where the file does not reach to the mark.
    init(
        _ path: String, from mark: Int? = nil, write: @escaping AppendedFile.Write = AppendedFile.systemWrite
    ) throws(StoreError) {
        file = try StoreError.refused { () throws(FileRefusal) in
            mark == nil ? try AppendedFile(replacing: path, write: write) : try AppendedFile(continuing: path, write: write)
        }
        guard let mark, let length = file.length else { return }
        guard length >= mark else {
            throw .foreign(
                path: path, expected: "the \(mark) bytes of the interrupted run", found: length == 0 ? "none" : "\(length) bytes")
        }
        try StoreError.refused { () throws(FileRefusal) in try file.cut(to: mark) }
    }

    var path: String { file.path }
    var length: Int? { file.length }

    /// Appends `text` with one call to the operating system.
    func append(_ text: String) throws(StoreError) {
        guard !isFinished else { throw .finished(path: path) }
        lastPiece = nil
        let start = file.length
        try StoreError.refused { () throws(FileRefusal) in try file.append(text) }
        lastPiece = start
    }

    /// Takes the piece back that was appended last; once only. What isn't a regular file keeps it.
    func takeBack() throws(StoreError) {
        guard let start = lastPiece else { return }
        lastPiece = nil
        try StoreError.refused { () throws(FileRefusal) in try file.cut(to: start) }
    }

    /// Waits until the disk has what was appended.
    func synchronise() throws(StoreError) {
        try StoreError.refused { () throws(FileRefusal) in try file.synchronise() }
    }

    /// Waits for the disk and closes the file.
    func finish() throws(StoreError) {
        isFinished = true
        try StoreError.refused { () throws(FileRefusal) in try file.finish() }
    }
}
