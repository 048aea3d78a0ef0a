import CHDF5

/// A dataset of numbers being written.
public struct DatasetWriter<Element: HDF5Element>: Sendable {
    let writer: HDF5Writer
    public let path: String
    /// Its dimensions, slowest first; empty for a scalar.
    public let shape: [Int]

    private var place: Place { Place(file: writer.path, object: path) }

    /// Writes all elements, in row-major order. Their count must be that of the shape.
    public func write(_ elements: [Element]) throws(HDF5Error) {
        try withBuffer(of: elements) { buffer throws(HDF5Error) in try write(buffer) }
    }

    /// Writes all elements, in row-major order. Their count must be that of the shape.
    public func write(_ elements: UnsafeBufferPointer<Element>) throws(HDF5Error) {
        try transfer(elements, rows: nil)
    }

    /// Writes some rows, that is indices of the first dimension, which must lie within the shape.
    public func writeRows(_ rows: Range<Int>, _ elements: [Element]) throws(HDF5Error) {
        try withBuffer(of: elements) { buffer throws(HDF5Error) in try writeRows(rows, buffer) }
    }

    /// Writes some rows, that is indices of the first dimension, which must lie within the shape.
    public func writeRows(_ rows: Range<Int>, _ elements: UnsafeBufferPointer<Element>) throws(HDF5Error) {
        precondition(
            !shape.isEmpty && rows.lowerBound >= 0 && rows.upperBound <= shape[0], "\(place): rows \(rows) of shape \(shape)")
        try transfer(elements, rows: rows)
    }

    private func transfer(_ elements: UnsafeBufferPointer<Element>, rows: Range<Int>?) throws(HDF5Error) {
        let extent = rows.map { [$0.count] + shape.dropFirst() } ?? shape
        precondition(
            elements.count == extent.reduce(1, *), "\(place): \(elements.count) elements for a shape of \(extent)")
        guard let address = elements.baseAddress, !elements.isEmpty else { return }
        try writer.perform(adding: elements.count * MemoryLayout<Element>.stride) { file throws(HDF5Error) in
            let memory = try MemoryType.numbers(Element.self, at: place)
            let dataset = try LocalIdentifier(H5Dopen2(file, path, chdf5_default_properties()), "open \(path)", at: place)
            guard let rows else {
                try check(
                    H5Dwrite(
                        dataset.raw, memory.raw, chdf5_whole_space(), chdf5_whole_space(), chdf5_default_properties(), address),
                    "write \(path)", at: place)
                return
            }
            let selection = try BoxSelection(rows: rows, of: shape, in: dataset.raw, at: place)
            try check(
                H5Dwrite(
                    dataset.raw, memory.raw, selection.memory.raw, selection.file.raw, chdf5_default_properties(), address),
                "write \(path)", at: place)
        }
    }

    private func withBuffer(
        of elements: [Element], _ body: (UnsafeBufferPointer<Element>) throws(HDF5Error) -> Void
    ) throws(HDF5Error) {
        let outcome = elements.withUnsafeBufferPointer { buffer -> Result<Void, HDF5Error> in
            do throws(HDF5Error) { return .success(try body(buffer)) } catch { return .failure(error) }
        }
        try outcome.get()
    }
}
