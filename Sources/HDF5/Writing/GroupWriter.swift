import CHDF5

/// A group of a file being written.
///
/// Paths are relative to the group; steps that don't exist yet become groups.
public struct GroupWriter: Sendable {
    let writer: HDF5Writer
    public let path: String

    /// The group at a path, made if it isn't there.
    /// - Throws: ``HDF5Error/mismatch(_:expected:found:advice:)`` when a dataset has that name.
    @discardableResult
    public func group(_ relativePath: String) throws(HDF5Error) -> GroupWriter {
        let steps = self.steps(to: relativePath)
        try writer.perform { file throws(HDF5Error) in try makeGroups(steps, in: file) }
        return GroupWriter(writer: writer, path: Self.path(steps))
    }

    /// Makes a dataset whose elements are still to be written, by rows or at once. Until then they are zero.
    /// - Parameter shape: its dimensions, slowest first; empty for a scalar, which lies contiguous.
    /// - Throws: ``HDF5Error/mismatch(_:expected:found:advice:)`` when the name is taken.
    public func makeDataset<Element: HDF5Element>(
        _ relativePath: String, shape: [Int], of element: Element.Type = Element.self, layout: StorageLayout = .contiguous
    ) throws(HDF5Error) -> DatasetWriter<Element> {
        let path = try make(relativePath, shape: shape, layout) { place throws(HDF5Error) in
            try MemoryType.numbers(element, at: place)
        }
        return DatasetWriter(writer: writer, path: path, shape: shape)
    }

    /// Writes a dataset of numbers in row-major order.
    public func write<Element: HDF5Element>(_ elements: [Element], shape: [Int], to relativePath: String) throws(HDF5Error) {
        let dataset = try makeDataset(relativePath, shape: shape, of: Element.self)
        try dataset.write(elements)
    }

    /// Writes a dataset of numbers in row-major order.
    public func write<Element: HDF5Element>(
        _ elements: UnsafeBufferPointer<Element>, shape: [Int], to relativePath: String
    ) throws(HDF5Error) {
        let dataset = try makeDataset(relativePath, shape: shape, of: Element.self)
        try dataset.write(elements)
    }

    /// Writes a dataset of strings of variable length, in UTF-8.
    public func write(_ strings: [String], shape: [Int]? = nil, to relativePath: String) throws(HDF5Error) {
        let shape = shape ?? [strings.count]
        precondition(
            shape.reduce(1, *) == strings.count, "\(writer.path): \(relativePath): \(strings.count) strings for shape \(shape)")
        let path = try make(relativePath, shape: shape) { place throws(HDF5Error) in try StringWriting.variable(at: place) }
        guard !strings.isEmpty else { return }
        let place = Place(file: writer.path, object: path)
        try writer.perform(adding: strings.reduce(0) { $0 + $1.utf8.count + 64 }) { file throws(HDF5Error) in
            let type = try StringWriting.variable(at: place)
            let dataset = try LocalIdentifier(H5Dopen2(file, path, chdf5_default_properties()), "open \(path)", at: place)
            let status = StringWriting.withPointers(to: strings) {
                H5Dwrite(
                    dataset.raw, type.raw, chdf5_whole_space(), chdf5_whole_space(), chdf5_default_properties(), $0)
            }
            try check(status, "write \(path)", at: place)
        }
    }

    /// Writes a dataset of strings of as many bytes as the longest takes in UTF-8, padded with zeros: NumPy's `S`, which has no more
    /// than the bytes.
    public func writeFixed(_ strings: [String], to relativePath: String) throws(HDF5Error) {
        let length = max(strings.map(\.utf8.count).max() ?? 1, 1)
        let path = try make(relativePath, shape: [strings.count]) { place throws(HDF5Error) in
            try StringWriting.fixed(length: length, isASCII: true, at: place)
        }
        guard !strings.isEmpty else { return }
        let place = Place(file: writer.path, object: path)
        let bytes = strings.flatMap { Array($0.utf8) + [UInt8](repeating: 0, count: length - $0.utf8.count) }
        try writer.perform(adding: bytes.count) { file throws(HDF5Error) in
            let type = try StringWriting.fixed(length: length, isASCII: true, at: place)
            let dataset = try LocalIdentifier(H5Dopen2(file, path, chdf5_default_properties()), "open \(path)", at: place)
            let status = bytes.withUnsafeBytes {
                H5Dwrite(
                    dataset.raw, type.raw, chdf5_whole_space(), chdf5_whole_space(), chdf5_default_properties(), $0.baseAddress!)
            }
            try check(status, "write \(path)", at: place)
        }
    }

    /// Sets an attribute of the group, or of what lies at a path in it; an attribute of that name is replaced.
    /// - Parameters:
    ///   - shape: nil gives a scalar for one string and one dimension for arrays; [] a scalar for an array of one.
    /// - Throws: ``HDF5Error/mismatch(_:expected:found:advice:)`` when the value takes more than 64,512 bytes, which
    ///   no attribute may, or when nothing lies at the path.
    public func setAttribute(
        _ name: String, to value: Attribute.Value, shape: [Int]? = nil, of relativePath: String = "."
    ) throws(HDF5Error) {
        let path = Self.path(steps(to: relativePath))
        let place = Place(file: writer.path, object: path)
        try writer.perform(adding: AttributeWriting.bytes(of: value)) { file throws(HDF5Error) in
            guard try LinkWalk.exists(path, from: file, at: place) else {
                throw try LinkWalk.missing(path, expected: "a group or dataset", from: file, file: writer.path)
            }
            let object = try LocalIdentifier(H5Oopen(file, path, chdf5_default_properties()), "open \(path)", at: place)
            try AttributeWriting.write(value, shape: shape, name: name, to: object.raw, at: place)
        }
    }

    /// Removes what lies at a path, if anything does. Its bytes stay in the file, unused.
    public func remove(_ relativePath: String) throws(HDF5Error) {
        let path = Self.path(steps(to: relativePath))
        let place = Place(file: writer.path, object: path)
        try writer.perform { file throws(HDF5Error) in
            guard try LinkWalk.kind(of: path, from: file, at: place) != nil else { return }
            try check(H5Ldelete(file, path, chdf5_default_properties()), "remove \(path)", at: place)
        }
    }

    /// Copies a group of a file with all that is in it: datasets as they are stored, attributes, groups. Links stay links.
    /// - Throws: ``HDF5Error/mismatch(_:expected:found:advice:)`` when the name is taken.
    public func copy(_ group: Group, to relativePath: String) throws(HDF5Error) {
        let steps = self.steps(to: relativePath)
        let path = Self.path(steps)
        let place = Place(file: writer.path, object: path)
        var bytes = 0
        try group.walk { node throws(HDF5Error) in
            bytes += 4096
            if case .dataset(let dataset) = node { bytes += dataset.storedBytes }
        }
        try writer.perform(adding: bytes) { file throws(HDF5Error) in
            try makeGroups(steps.dropLast(), in: file)
            if let kind = try LinkWalk.kind(of: path, from: file, at: place) {
                throw .mismatch(place, expected: "a new name", found: "a \(kind) of that name", advice: "choose another name")
            }
            try check(
                H5Ocopy(
                    group.location.handle.unlockedIdentifier, ".", file, path, chdf5_default_properties(),
                    chdf5_default_properties()),
                "copy \(group.place)", at: place)
        }
    }

    private func make(
        _ relativePath: String, shape: [Int], _ layout: StorageLayout = .contiguous,
        type: (Place) throws(HDF5Error) -> LocalIdentifier
    ) throws(HDF5Error) -> String {
        let steps = self.steps(to: relativePath)
        let path = Self.path(steps)
        let place = Place(file: writer.path, object: path)
        precondition(shape.allSatisfy { $0 >= 0 }, "\(place): a shape of \(shape)")
        try writer.perform { file throws(HDF5Error) in
            try makeGroups(steps.dropLast(), in: file)
            if let kind = try LinkWalk.kind(of: path, from: file, at: place) {
                throw .mismatch(place, expected: "a new name", found: "a \(kind) of that name", advice: "choose another name")
            }
            let type = try type(place)
            let space = try NewSpace.make(shape, at: place)
            // The time of making would make files of the same content differ.
            let creation = try LocalIdentifier(H5Pcreate(chdf5_dataset_create_class()), "prepare a dataset", at: place)
            try check(H5Pset_obj_track_times(creation.raw, false), "prepare a dataset", at: place)
            try layout.apply(to: creation.raw, for: shape, at: place)
            let created = try LocalIdentifier(
                H5Dcreate2(
                    file, path, type.raw, space.raw, chdf5_default_properties(), creation.raw, chdf5_default_properties()),
                "make \(path)", at: place)
            _ = consume created
        }
        return path
    }

    private func makeGroups(_ steps: some Sequence<String>, in file: hid_t) throws(HDF5Error) {
        var path = ""
        for step in steps {
            path += "/" + step
            let place = Place(file: writer.path, object: path)
            switch try LinkWalk.kind(of: path, from: file, at: place) {
            case .group: continue
            case nil: try makeGroup(path, in: file, at: place)
            case let kind?:
                throw .mismatch(place, expected: "a group", found: "a \(kind) of that name", advice: "choose another name")
            }
        }
    }

    private func makeGroup(_ path: String, in file: hid_t, at place: Place) throws(HDF5Error) {
        let creation = try LocalIdentifier(H5Pcreate(chdf5_group_create_class()), "prepare a group", at: place)
        if writer.keepsOrder {
            let order = chdf5_creation_order_tracked() | chdf5_creation_order_indexed()
            try check(H5Pset_link_creation_order(creation.raw, order), "prepare a group", at: place)
        }
        let group = try LocalIdentifier(
            H5Gcreate2(file, path, chdf5_default_properties(), creation.raw, chdf5_default_properties()),
            "make the group \(path)", at: place)
        _ = consume group
    }

    private func steps(to relativePath: String) -> [String] {
        let start = relativePath.hasPrefix("/") ? [] : path.split(separator: "/")
        return (start + relativePath.split(separator: "/").filter { $0 != "." }).map(String.init)
    }

    private static func path(_ steps: [String]) -> String { "/" + steps.joined(separator: "/") }
}
