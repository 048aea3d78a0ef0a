/// A group or a dataset: something with a place in a file, and attributes.
public protocol HDF5Object: Sendable {
    var location: Location { get }
}

extension HDF5Object {
    /// The absolute path inside the file, as it was reached.
    public var path: String { location.path }
    public var filePath: String { location.file.path }
    /// Where this is, for the text of errors.
    public var place: Place { location.place }
}
