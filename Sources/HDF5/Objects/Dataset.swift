import CHDF5

/// An array of numbers or strings in a file. Opening one reads its shape and type only.
public struct Dataset: HDF5Object {
    public let location: Location
    /// Its dimensions, slowest first; empty for a scalar, [0] for a dataset without a space.
    public let shape: [Int]
    public let elementType: ElementType
    /// The number of elements.
    public let count: Int
    /// Whether the elements lie in the file as one run, neither in chunks nor compressed: any part of them is then read by itself.
    public let isContiguous: Bool

    /// How many bytes its elements take in the file.
    var storedBytes: Int { sizeGuard.stored }

    /// What tells its elements, as they are now, from all others that there ever were on this machine; nil where nothing does: in a file
    /// that lies in memory, or was changed within the last seconds.
    package var identity: String? { location.file.identity.map { "\(location.path) in \($0)" } }

    private let sizeGuard: SizeGuard
    private let unknownFilter: UnknownFilter?

    init(location: Location) throws(HDF5Error) {
        let place = location.place
        let (extent, elementType, sizeGuard, unknownFilter, isContiguous) = try location.handle.locked { id throws(HDF5Error) in
            let type = try LocalIdentifier(H5Dget_type(id), "read the element type", at: place)
            let space = try LocalIdentifier(H5Dget_space(id), "read the shape", at: place)
            let creation = try LocalIdentifier(H5Dget_create_plist(id), "read the layout", at: place)
            let extent = try Extent(of: space.raw, at: place)
            let bytes = try Extent.product([extent.count, H5Tget_size(type.raw)], at: place)
            let sizeGuard = try SizeGuard(
                dataset: id, creation: creation.raw, bytes: bytes, fileSize: location.file.size, at: place)
            let unknownFilter = try UnknownFilter(in: creation.raw, at: place)
            let isContiguous =
                H5Pget_layout(creation.raw) == H5D_CONTIGUOUS && H5Dget_offset(id) != chdf5_undefined_address()
            return (extent, try ElementType(of: type.raw, at: place), sizeGuard, unknownFilter, isContiguous)
        }
        self.location = location
        shape = extent.shape
        count = extent.count
        self.elementType = elementType
        self.sizeGuard = sizeGuard
        self.unknownFilter = unknownFilter
        self.isContiguous = isContiguous
    }

    /// All elements in row-major order, converted as libhdf5 converts: floats lose their fraction towards zero in whole
    /// numbers, and what a type can't hold becomes its nearest limit.
    /// - Throws: ``HDF5Error/mismatch(_:expected:found:advice:)`` for text, ``HDF5Error/absurdSize(_:declared:found:)``
    ///   when the file can't hold what it declares.
    public func read<Element: HDF5Element>(as element: Element.Type = Element.self) throws(HDF5Error) -> [Element] {
        try array(of: count) { buffer throws(HDF5Error) in try read(into: buffer) }
    }

    /// As ``read(as:)``, into memory for exactly ``count`` elements.
    public func read<Element: HDF5Element>(into buffer: UnsafeMutableBufferPointer<Element>) throws(HDF5Error) {
        try transfer(buffer, .whole)
    }

    /// Some of the elements in row-major order, counted from 0, into memory for just as many: neighbours along one axis, each with all
    /// that stands behind it along the axes after that one.
    /// - Throws: as ``read(as:)``.
    public func readElements<Element: HDF5Element>(
        _ range: Range<Int>, into buffer: UnsafeMutableBufferPointer<Element>
    ) throws(HDF5Error) {
        try transfer(buffer, .elements(range))
    }

    /// The elements of some rows, that is of indices of the first dimension, without reading the others.
    /// - Throws: as ``read(as:)``, and ``HDF5Error/mismatch(_:expected:found:advice:)`` for rows beyond the dataset.
    public func readRows<Element: HDF5Element>(
        _ rows: Range<Int>, as element: Element.Type = Element.self
    ) throws(HDF5Error) -> [Element] {
        try array(of: countOfElements(in: rows)) { buffer throws(HDF5Error) in try readRows(rows, into: buffer) }
    }

    /// As ``readRows(_:as:)``, into memory for exactly their elements.
    public func readRows<Element: HDF5Element>(
        _ rows: Range<Int>, into buffer: UnsafeMutableBufferPointer<Element>
    ) throws(HDF5Error) {
        try transfer(buffer, .rows(rows))
    }

    /// All strings, in row-major order.
    public func readStrings() throws(HDF5Error) -> [String] {
        guard elementType.isString else { throw mismatch(expected: "strings", advice: "read it as numbers") }
        try refuseUnknownFilter()
        return try location.handle.locked { id throws(HDF5Error) in
            let type = try LocalIdentifier(H5Dget_type(id), "read the element type", at: place)
            let space = try LocalIdentifier(H5Dget_space(id), "read the shape", at: place)
            try sizeGuard.admit(bytes: try Extent.product([count, H5Tget_size(type.raw)], at: place))
            return try StringReading.strings(count, type: type.raw, space: space.raw, at: place) { memory, buffer in
                H5Dread(id, memory, chdf5_whole_space(), chdf5_whole_space(), chdf5_default_properties(), buffer)
            }
        }
    }

    /// The bytes of all elements of an opaque type, in row-major order.
    public func readOpaque() throws(HDF5Error) -> [UInt8] {
        guard case .opaque(let size) = elementType else {
            throw mismatch(expected: "opaque data", advice: "read it as what it is")
        }
        try refuseUnknownFilter()
        return try array(of: try Extent.product([count, size], at: place)) { buffer throws(HDF5Error) in
            guard let address = buffer.baseAddress, !buffer.isEmpty else { return }
            try location.handle.locked { id throws(HDF5Error) in
                let type = try LocalIdentifier(H5Dget_type(id), "read the element type", at: place)
                try check(
                    H5Dread(id, type.raw, chdf5_whole_space(), chdf5_whole_space(), chdf5_default_properties(), address),
                    "read the data", at: place)
            }
        }
    }

    private func countOfElements(in rows: Range<Int>) throws(HDF5Error) -> Int {
        guard let height = shape.first else { throw mismatch(expected: "rows", advice: "read it as a whole") }
        guard rows.lowerBound >= 0, rows.upperBound <= height else {
            throw .mismatch(
                place, expected: "rows \(rows.lowerBound)..<\(rows.upperBound)", found: "a shape of \(shape)",
                advice: "ask for rows within 0..<\(height)")
        }
        return try Extent.product([rows.count] + shape.dropFirst(), at: place)
    }

    private func refuseUnknownFilter() throws(HDF5Error) {
        guard let unknownFilter else { return }
        throw .mismatch(
            place, expected: "data compressed with gzip, or not at all", found: "the compression \(unknownFilter.name)",
            advice: "save it anew with gzip, in h5py with compression=\"gzip\"")
    }

    private func mismatch(expected: String, advice: String) -> HDF5Error {
        .mismatch(place, expected: expected, found: "\(elementType) of shape \(shape)", advice: advice)
    }

    private func array<Element: HDF5Element>(
        of count: Int, _ fill: (UnsafeMutableBufferPointer<Element>) throws(HDF5Error) -> Void
    ) throws(HDF5Error) -> [Element] {
        try sizeGuard.admit(bytes: try Extent.product([count, MemoryLayout<Element>.stride], at: place))
        var failure: HDF5Error?
        let elements = [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(HDF5Error) {
                try fill(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
                initialized = count
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return elements
    }

    private func transfer<Element: HDF5Element>(
        _ buffer: UnsafeMutableBufferPointer<Element>, _ part: Part
    ) throws(HDF5Error) {
        guard elementType.isNumeric else {
            throw mismatch(expected: "numbers", advice: elementType.isString ? "read it as strings" : "leave it out")
        }
        try refuseUnknownFilter()
        let expected = try count(of: part)
        precondition(buffer.count == expected, "\(place): memory for \(buffer.count) elements, \(expected) were asked for")
        let bytes = UnsafeMutableRawBufferPointer(buffer)
        guard expected > 0, let address = bytes.baseAddress else { return }
        if elementType == .float16, Element.self == Float.self {
            try transfer(to: address + HalfFloats.place(in: bytes), as: Float16.self, part)
            HalfFloats.widen(bytes)
        } else {
            try transfer(to: address, as: Element.self, part)
        }
    }

    private func transfer<Element: HDF5Element>(
        to address: UnsafeMutableRawPointer, as element: Element.Type, _ part: Part
    ) throws(HDF5Error) {
        try location.handle.locked { id throws(HDF5Error) in
            let memory = try MemoryType.numbers(element, at: place)
            switch part {
            case .whole:
                try check(
                    H5Dread(id, memory.raw, chdf5_whole_space(), chdf5_whole_space(), chdf5_default_properties(), address),
                    "read the data", at: place)
            case .rows(let rows):
                let selection = try BoxSelection(rows: rows, of: shape, in: id, at: place)
                try check(
                    H5Dread(id, memory.raw, selection.memory.raw, selection.file.raw, chdf5_default_properties(), address),
                    "read rows \(rows.lowerBound)..<\(rows.upperBound)", at: place)
            case .elements(let range):
                let selection = try BoxSelection(elements: range, of: shape, in: id, at: place)
                try check(
                    H5Dread(id, memory.raw, selection.memory.raw, selection.file.raw, chdf5_default_properties(), address),
                    "read elements \(range.lowerBound)..<\(range.upperBound)", at: place)
            }
        }
    }

    private enum Part {
        case whole
        case rows(Range<Int>)
        case elements(Range<Int>)
    }

    private func count(of part: Part) throws(HDF5Error) -> Int {
        switch part {
        case .whole: return count
        case .rows(let rows): return try countOfElements(in: rows)
        case .elements(let range):
            precondition(
                range.lowerBound >= 0 && range.upperBound <= count, "\(place): elements \(range) of \(count) were asked for")
            return range.count
        }
    }
}
