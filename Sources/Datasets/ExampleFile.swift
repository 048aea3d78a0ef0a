public import HDF5

/// An HDF5 file of examples in the form of the Keras courses: `train_set_x`, `train_set_y` (or another name before `_x` and `_y`) and
/// `list_classes`.
///
/// Opening one reads its labels and classes alone; examples are read when they are asked for, so that a file may be larger than the memory.
///
/// ```swift
/// let examples = try ExampleFile(reading: "train_signs.h5").sets[0]
/// for try await batch in examples.batches(of: 32, order: shuffled, dividedBy: 255) { … }
/// ```
public struct ExampleFile: Sendable {
    public let path: String
    public let classes: ClassList
    /// By the names that they have in the file, at least one.
    public let sets: [ExampleSet]

    /// - Parameter evenIfMarkedOpen: read also a file that its writer never closed, as some of the courses' copies are; see `HDF5File`.
    /// - Throws: `HDF5Error.unreadable` for what is no HDF5 file, `HDF5Error.mismatch` or `HDF5Error.missing` for one of another form: without
    ///   examples, with more or fewer labels than examples, or with labels that are no class.
    public init(reading path: String, evenIfMarkedOpen: Bool = false) throws(HDF5Error) {
        let root = try HDF5File(reading: path, evenIfMarkedOpen: evenIfMarkedOpen).root
        self.path = path
        let names = try root.names
        let stems = names.filter { $0.hasSuffix("_x") }.map { String($0.dropLast(2)) }
        guard !stems.isEmpty else {
            throw .missing(
                root.place, expected: "examples, such as train_set_x", group: "/", names: names)
        }
        let list = names.contains(ClassList.name) ? try ClassList(reading: root.dataset(ClassList.name)) : nil
        var sets: [ExampleSet] = []
        for stem in stems { sets.append(try ExampleSet(stem, in: root, classes: list?.count)) }
        let highest = sets.flatMap(\.labels).max() ?? -1
        classes = list ?? .numbers(Array(0...max(highest, 0)))
        self.sets = sets
    }

    /// The set of a name such as `train_set`.
    public subscript(name: String) -> ExampleSet? { sets.first { $0.name == name } }
}
