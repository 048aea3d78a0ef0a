import HDF5

/// What the labels of examples stand for.
public enum ClassList: Sendable, Hashable {
    /// Numbers without names, as whole numbers in the file.
    case numbers([Int])
    /// Names, as text in the file: fixed strings in those of the courses.
    case names([String])

    static let name = "list_classes"

    public var count: Int {
        switch self {
        case .numbers(let numbers): numbers.count
        case .names(let names): names.count
        }
    }

    /// What a person reads.
    public var texts: [String] {
        switch self {
        case .numbers(let numbers): numbers.map(String.init)
        case .names(let names): names
        }
    }

    init(reading dataset: Dataset) throws(HDF5Error) {
        guard dataset.count > 0 else {
            throw .mismatch(dataset.place, expected: "classes", found: "none", advice: "leave the list out, or fill it")
        }
        self =
            dataset.elementType.isString
            ? .names(try dataset.readStrings()) : .numbers(try dataset.read(as: Int64.self).map { Int($0) })
    }

    func write(to root: GroupWriter) throws(HDF5Error) {
        switch self {
        case .numbers(let numbers): try root.write(numbers.map { Int64($0) }, shape: [numbers.count], to: Self.name)
        case .names(let names): try root.writeFixed(names, to: Self.name)
        }
    }
}
