public import HDF5

/// A file of examples being written, in the form that ``ExampleFile`` reads and the course's own code too. It appears at its path, whole,
/// with ``commit()``; a writer that is given up before leaves nothing.
public struct ExampleFileWriter: ~Copyable {
    public let itemShape: [Int]
    /// How many examples there are to be, and how many were written.
    public let count: Int
    public private(set) var written = 0
    private let file: HDF5Writer
    private let examples: DatasetWriter<UInt8>
    private let labels: DatasetWriter<Int64>
    private let classes: Int

    /// - Parameters:
    ///   - name: what stands before `_x` and `_y`.
    ///   - count: how many examples will be written.
    ///   - itemShape: of one example, `[height, width, channels]`.
    ///   - compression: from 1 (fast) to 9 (small), by gzip, which h5py reads as well; nil for none.
    /// - Throws: `HDF5Error.unwritable`.
    public init(
        creating path: String, name: String = "train_set", count: Int, itemShape: [Int], classes: ClassList,
        compression: Int? = nil
    ) throws(HDF5Error) {
        let file = try HDF5File.create(path, keepsOrder: false)
        // Pieces of one example each: they are read in any order.
        let layout = compression.map { StorageLayout.compressed(chunk: [1] + itemShape, level: $0) }
        let examples = try file.root.makeDataset(
            name + "_x", shape: [count] + itemShape, of: UInt8.self, layout: layout ?? .contiguous)
        let labels = try file.root.makeDataset(name + "_y", shape: [count], of: Int64.self)
        try classes.write(to: file.root)
        (self.file, self.examples, self.labels) = (file, examples, labels)
        (self.count, self.itemShape, self.classes) = (count, itemShape, classes.count)
    }

    /// Writes the next examples.
    ///
    /// - Parameters:
    ///   - bytes: of one or more examples behind each other.
    ///   - labels: the class of each.
    /// - Throws: `HDF5Error.unwritable`, for a full disk, and `HDF5Error.mismatch` for another number of bytes, for more examples than were
    ///   announced, and for labels that are no class.
    public mutating func append(_ bytes: [UInt8], labels: [Int]) throws(HDF5Error) {
        let length = itemShape.reduce(1, *)
        try require(
            bytes.count == labels.count * length, "\(length) bytes for each of \(labels.count) labels", "\(bytes.count) bytes")
        try require(written + labels.count <= count, "\(count) examples", "\(written + labels.count)")
        try require(
            labels.allSatisfy { (0..<classes).contains($0) }, "labels from 0 to \(classes - 1)", "\(labels)")
        let rows = written..<written + labels.count
        try examples.writeRows(rows, bytes)
        try self.labels.writeRows(rows, labels.map { Int64($0) })
        written = rows.upperBound
    }

    /// - Throws: `HDF5Error.unwritable`, and `HDF5Error.mismatch` where fewer examples were written than announced.
    public consuming func commit() throws(HDF5Error) {
        try require(written == count, "\(count) examples", "\(written)")
        try file.commit()
    }

    private func require(_ isFulfilled: Bool, _ expected: String, _ found: String) throws(HDF5Error) {
        guard !isFulfilled else { return }
        throw .mismatch(
            Place(file: file.path), expected: expected, found: found,
            advice: "write as many examples as announced, each with its label")
    }
}
