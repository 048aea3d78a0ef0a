import CHDF5

/// Some of a dataset's elements, as libhdf5's spaces for the file and for the memory. To be made under the lock.
struct BoxSelection: ~Copyable {
    let file: LocalIdentifier
    let memory: LocalIdentifier

    /// Rows: indices of the first dimension.
    init(rows: Range<Int>, of shape: [Int], in dataset: hid_t, at place: Place) throws(HDF5Error) {
        try self.init(
            start: [rows.lowerBound] + shape.dropFirst().map { _ in 0 }, extent: [rows.count] + shape.dropFirst(), in: dataset,
            at: place)
    }

    /// Elements that lie one behind the other, in row-major order; they must fill a box.
    init(elements range: Range<Int>, of shape: [Int], in dataset: hid_t, at place: Place) throws(HDF5Error) {
        var (start, extent) = (shape.map { _ in 0 }, shape)
        var block = shape.reduce(1, *)
        var rest = range
        for axis in shape.indices where rest.count < block {
            let inner = block / shape[axis]
            // Along this axis either one index, of which a part is wanted, or several, each as a whole.
            let first = rest.lowerBound / inner
            let count = max(1, rest.count / inner)
            precondition(
                count == 1 && rest.upperBound <= (first + 1) * inner || rest.lowerBound % inner == 0 && rest.count % inner == 0,
                "\(place): elements \(range) are no box in the shape \(shape)")
            (start[axis], extent[axis]) = (first, count)
            if rest.count >= inner { break }
            rest = rest.lowerBound - first * inner..<rest.upperBound - first * inner
            block = inner
        }
        try self.init(start: start, extent: extent, in: dataset, at: place)
    }

    private init(start: [Int], extent: [Int], in dataset: hid_t, at place: Place) throws(HDF5Error) {
        let selected = try LocalIdentifier(H5Dget_space(dataset), "read the shape", at: place)
        let (origin, counts) = (start.map { hsize_t($0) }, extent.map { hsize_t($0) })
        try check(H5Sselect_hyperslab(selected.raw, H5S_SELECT_SET, origin, nil, counts, nil), "select elements", at: place)
        memory = try LocalIdentifier(H5Screate_simple(Int32(counts.count), counts, nil), "select elements", at: place)
        file = selected
    }
}
