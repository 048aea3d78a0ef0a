/// An HDF5 file open for reading. Everything read from it may be shared between tasks: calls into libhdf5 take turns.
///
/// The file is closed when the last value that came from it (group, dataset) is gone.
public final class HDF5File: Sendable {
    /// Where it lies, or the name of the image that it was opened from.
    public let path: String
    /// The group "/".
    public let root: Group

    /// Opens the file at `path`. Reading never follows links into other files.
    /// - Parameter evenIfMarkedOpen: read also a file that carries HDF5's mark "open for writing", as old writers that never
    ///   closed it leave it. What was written last may be missing. libhdf5 itself allows it only for files of the
    ///   formats before 1.10 (superblock 0 to 2).
    /// - Throws: ``HDF5Error/unreadable(file:_:)`` for everything that is no whole HDF5 file, with what it is instead.
    public convenience init(reading path: String, evenIfMarkedOpen: Bool = false) throws(HDF5Error) {
        try self.init(OpenFile(reading: path, evenIfMarkedOpen: evenIfMarkedOpen))
    }

    /// Opens a file that lies in memory, which must be whole. The memory is kept until the last value that came from the file is gone.
    /// - Throws: as ``init(reading:evenIfMarkedOpen:)``, under the image's name.
    public convenience init(image: HDF5Image) throws(HDF5Error) {
        try self.init(OpenFile(image: image))
    }

    /// Opens a file that is a part of another, and stays there: its bytes are read when they are wanted.
    /// - Throws: as ``init(reading:evenIfMarkedOpen:)``, under the section's name.
    public convenience init(section: HDF5Section) throws(HDF5Error) {
        try self.init(OpenFile(section: section))
    }

    /// Begins a file at `path`, which appears there with ``HDF5Writer/commit()``.
    /// - Parameter keepsOrder: whether readers see names in the order in which they were made; else in that of their bytes.
    /// - Throws: ``HDF5Error/unwritable(file:operation:reason:)``.
    public static func create(_ path: String, keepsOrder: Bool = true) throws(HDF5Error) -> HDF5Writer {
        try HDF5Writer(creating: path, keepsOrder: keepsOrder)
    }

    /// Begins a changed copy of the file at `path`, which replaces it with ``HDF5Writer/commit()``; until then the file stays as it is.
    /// - Throws: ``HDF5Error/unreadable(file:_:)``, ``HDF5Error/unwritable(file:operation:reason:)``.
    public static func amend(_ path: String) throws(HDF5Error) -> HDF5Writer { try HDF5Writer(amending: path) }

    private init(_ file: OpenFile) throws(HDF5Error) {
        path = file.path
        root = Group(location: try Location(rootOf: file))
    }
}
