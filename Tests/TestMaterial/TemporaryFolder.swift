public import Foundation

/// A folder of its own for one test, removed with the value that holds it.
public final class TemporaryFolder: Sendable {
    public let url: URL

    public init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "framerill-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    public func path(_ relative: String) -> String { url.appending(path: relative).path }

    /// Writes `text` to a new file and returns its path.
    public func write(_ text: String, to relative: String) throws -> String {
        try text.write(toFile: path(relative), atomically: false, encoding: .utf8)
        return path(relative)
    }
}
