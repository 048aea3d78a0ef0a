import Foundation

/// Why the operating system doesn't take a file or what is written to it.
public struct FileRefusal: Error, Sendable, Hashable, CustomStringConvertible {
    public let path: String
    public let expected: String
    public let found: String
    public let advice: String

    public init(path: String, expected: String, found: String, advice: String) {
        self.path = path
        self.expected = expected
        self.found = found
        self.advice = advice
    }

    /// The refusal that the error number `code` tells of.
    package init(_ path: String, expected: String, code: Int32) {
        let advice =
            switch code {
            case ENOSPC, EDQUOT: "free some space and run again; what was stored before is whole"
            case EACCES, EPERM, EROFS: "check the permissions or give another path"
            case ENOENT, ENOTDIR, EISDIR: "check the path"
            default: "check the disk and the path; what was stored before is whole"
            }
        self.init(path: path, expected: expected, found: String(cString: strerror(code)), advice: advice)
    }

    /// *where: expected, found, what to do*
    public var description: String { "\(path): expected \(expected), found: \(found); \(advice)" }
}
