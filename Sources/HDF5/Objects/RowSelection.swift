import CHDF5

/// Some rows of a dataset, as libhdf5's spaces for the file and for the memory. To be made under the lock.
struct RowSelection: ~Copyable {
    let file: LocalIdentifier
    let memory: LocalIdentifier

    init(_ rows: Range<Int>, of shape: [Int], in dataset: hid_t, at place: Place) throws(HDF5Error) {
        let start = [hsize_t(rows.lowerBound)] + shape.dropFirst().map { _ in 0 }
        let extent = [hsize_t(rows.count)] + shape.dropFirst().map { hsize_t($0) }
        let selected = try LocalIdentifier(H5Dget_space(dataset), "read the shape", at: place)
        try check(H5Sselect_hyperslab(selected.raw, H5S_SELECT_SET, start, nil, extent, nil), "select rows", at: place)
        memory = try LocalIdentifier(H5Screate_simple(Int32(shape.count), extent, nil), "select rows", at: place)
        file = selected
    }
}
