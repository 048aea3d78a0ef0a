/// The place of an HDF5 file inside another file: a member of an archive that isn't compressed.
public struct HDF5Section: Sendable {
    /// What errors call it.
    public let name: String
    /// Of the file that holds it; lent, and needed only while the section is being opened.
    public let descriptor: Int32
    /// Its bytes there.
    public let range: Range<Int>

    public init(name: String, descriptor: Int32, range: Range<Int>) {
        (self.name, self.descriptor, self.range) = (name, descriptor, range)
    }
}
