import Glibc

/// Where programs keep what they could compute again: `framerill` in `XDG_CACHE_HOME`, or in `~/.cache`.
enum CacheFolder {
    /// Nil where neither variable names an absolute path.
    static var path: String? {
        func variable(_ name: String) -> String? {
            getenv(name).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        return (variable("XDG_CACHE_HOME") ?? variable("HOME").map { "\($0)/.cache" }).map { "\($0)/framerill" }
    }

    /// Makes a folder and those that it lies in, where they aren't there.
    static func make(_ path: String) {
        var folder = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            folder += "/\(part)"
            mkdir(folder, 0o700)
        }
    }
}
