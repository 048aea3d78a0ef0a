/// Why a path can't be read as an HDF5 file.
public enum FileFault: Hashable, Sendable, CustomStringConvertible {
    case missing
    case directory
    /// A device, a pipe or a socket.
    case notRegular
    case forbidden(reason: String)
    case empty
    /// `size` is that of the real file, if the pointer says so.
    case lfsPointer(size: Int?)
    case webPage
    /// `kind` is what the first bytes look like, if that is known.
    case notHDF5(kind: String?)
    /// `expected` is the size in bytes that the header tells, nil when the header itself isn't whole.
    case cutShort(expected: Int?, found: Int)
    case openForWriting(file: String)
    case lockedByWriter

    public var description: String {
        let (found, advice) = foundAndAdvice
        return "expected \(hasContent ? "an HDF5 file" : "a file"), found \(found); \(advice)"
    }

    /// Whether something could be read at all: of the rest nobody knows what it was to be.
    private var hasContent: Bool {
        switch self {
        case .missing, .directory, .notRegular, .forbidden: false
        default: true
        }
    }

    private var foundAndAdvice: (found: String, advice: String) {
        switch self {
        case .missing: ("nothing at this path", "check its spelling and the folder you are in")
        case .directory: ("a folder", "name the file inside it")
        case .notRegular: ("a device or pipe", "copy what it gives into a file and name that")
        case .forbidden(let reason): ("that it can't be read (\(reason))", "check its permissions")
        case .empty: ("an empty file", "its download or copy failed: fetch it again")
        case .lfsPointer(let size):
            (
                "a Git-LFS pointer to \(size.map { "a file of \($0) bytes" } ?? "it")",
                "fetch the file itself with `git lfs pull`, or by the download link of its page"
            )
        case .webPage: ("a saved web page (HTML)", "download the file by its raw link, not the page that shows it")
        case .notHDF5(let kind?): (kind, "name an HDF5 file (.h5, .hdf5)")
        case .notHDF5(nil): ("a file without HDF5's signature", "name an HDF5 file (.h5, .hdf5)")
        case .cutShort(let expected, let found):
            (
                expected.map { "one cut short: its header says \($0) bytes, there are \(found)" }
                    ?? "one cut short within its header, after \(found) bytes",
                "its download or copy was interrupted: fetch it again"
            )
        case .openForWriting(let file):
            (
                "one marked as open for writing: the program that wrote it didn't close it, or still runs",
                "once no program writes it, clear the mark with `h5clear -s \(file)` (Debian package hdf5-tools)"
            )
        case .lockedByWriter: ("one that another program is writing", "wait for that program or stop it")
        }
    }
}
