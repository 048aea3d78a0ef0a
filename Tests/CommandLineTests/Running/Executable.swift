import Foundation

/// The built command line, beside the tests that are built with it.
enum Executable {
    static let url: URL? = candidates.map { $0.appending(path: "framerill") }.first {
        FileManager.default.isExecutableFile(atPath: $0.path)
    }

    /// The folder of the running test program, that of the bundle it was told to test, and each of those above.
    private static var candidates: [URL] {
        let running = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let arguments = CommandLine.arguments.filter { $0.contains("/") && !$0.hasPrefix("--") }.map { URL(filePath: $0) }
        return ([running] + arguments).flatMap { start in
            sequence(first: start.deletingLastPathComponent()) { folder in
                folder.path == "/" ? nil : folder.deletingLastPathComponent()
            }.prefix(4)
        }
    }
}
