import Dataflow
import Foundation

/// The lines of a file, one after the other, without their ends.
enum TextLines {
    /// Calls `body` with each whole line and the byte behind it; stops when that returns false.
    static func read(_ path: String, _ body: (_ line: String, _ end: Int) throws(StoreError) -> Bool) throws(StoreError) {
        guard let file = fopen(path, "re") else {
            throw StoreError(FileRefusal(path, expected: "the frames of a run", code: errno))
        }
        defer { fclose(file) }
        var buffer: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(buffer) }
        var end = 0
        while true {
            let count = getline(&buffer, &capacity, file)
            guard count > 0, let buffer, buffer[count - 1] == 10 else { break }
            end += count
            let bytes = UnsafeRawBufferPointer(start: buffer, count: count - 1)
            guard try body(String(decoding: bytes, as: UTF8.self), end) else { return }
        }
        guard ferror(file) == 0 else { throw StoreError(FileRefusal(path, expected: "the frames of a run", code: EIO)) }
    }
}
