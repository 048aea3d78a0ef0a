/// A file, and the object inside it that is spoken of.
public struct Place: Hashable, Sendable, CustomStringConvertible {
    public let file: String
    /// The absolute path inside the file, nil for the file as a whole.
    public let object: String?

    package init(file: String, object: String? = nil) {
        self.file = file
        self.object = object
    }

    public var description: String { object.map { "\(file): \($0)" } ?? file }
}

/// Whatever can go wrong with an HDF5 file. The text reads *where: expected, found, what to do*.
public enum HDF5Error: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file can't be opened for reading, for a reason found before libhdf5 saw it.
    case unreadable(file: String, FileFault)
    /// No object at this place; `group` is the deepest group of its path that exists and `names` what that holds.
    case missing(Place, expected: String, group: String, names: [String])
    /// An object, a type or a request other than what this place can serve.
    case mismatch(Place, expected: String, found: String, advice: String)
    /// A declared size that the file can't hold.
    case absurdSize(Place, declared: String, found: String)
    /// libhdf5 failed in an operation on a file that looked whole.
    case library(Place, operation: String, reason: String)
    /// A file couldn't be written; nothing was left at its path that wasn't there before.
    case unwritable(file: String, operation: String, reason: String)

    public var description: String {
        switch self {
        case .unreadable(let file, let fault):
            "\(file): \(fault)"
        case .missing(let place, let expected, let group, let names):
            "\(place): expected \(expected), found no object of that name; \(group) holds \(Self.list(names))"
        case .mismatch(let place, let expected, let found, let advice):
            "\(place): expected \(expected), found \(found); \(advice)"
        case .absurdSize(let place, let declared, let found):
            "\(place): expected data that the file can hold, found \(declared) declared, but \(found); "
                + "the file is damaged: fetch or make it again"
        case .library(let place, let operation, let reason):
            "\(place): expected to \(operation), found that libhdf5 couldn't: \(reason); "
                + "the file may be damaged: compare it with its origin"
        case .unwritable(let file, let operation, let reason):
            "\(file): expected to \(operation), found: \(reason); nothing was written: check the folder and its free space"
        }
    }

    /// At most eight names, then how many more there are.
    private static func list(_ names: [String]) -> String {
        guard !names.isEmpty else { return "nothing" }
        let shown = names.prefix(8).joined(separator: ", ")
        return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
    }
}
