import Foundation
import Synchronization

/// The lines of a pipe, read one by one, so that a test goes on exactly when a process has written one.
final class LineReader: Sendable {
    private struct State {
        var rest: [UInt8] = []
        var isAtEnd = false
    }

    private let descriptor: Int32
    private let state = Mutex(State())

    /// - Parameter descriptor: stays the caller's to close.
    init(_ descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// The next line without its end; nil when there are no more. Waits for it.
    func next() async throws -> String? {
        try await blocking { self.read() }
    }

    /// All lines that are left, up to the end.
    func all() async throws -> [String] {
        try await blocking {
            var lines: [String] = []
            while let line = self.read() { lines.append(line) }
            return lines
        }
    }

    private func read() -> String? {
        state.withLock { state in
            while true {
                if let end = state.rest.firstIndex(of: 0x0A) {
                    defer { state.rest.removeSubrange(...end) }
                    return String(decoding: state.rest[..<end], as: UTF8.self)
                }
                if state.isAtEnd {
                    defer { state.rest = [] }
                    return state.rest.isEmpty ? nil : String(decoding: state.rest, as: UTF8.self)
                }
                var chunk = [UInt8](repeating: 0, count: 4096)
                let count = Foundation.read(descriptor, &chunk, chunk.count)
                if count > 0 { state.rest += chunk[..<count] } else if count == 0 || errno != EINTR { state.isAtEnd = true }
            }
        }
    }
}
