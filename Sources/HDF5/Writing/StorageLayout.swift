import CHDF5

/// How the elements of a dataset being written lie in its file.
public enum StorageLayout: Sendable, Hashable {
    /// As one run, which any part can be read from by itself.
    case contiguous
    /// In pieces of this shape, each compressed by itself with gzip, from level 1 (fast) to 9 (small). A reader unpacks each piece that it
    /// needs a part of.
    case compressed(chunk: [Int], level: Int)

    /// Tells the library. To be used under the lock.
    func apply(to creation: hid_t, for shape: [Int], at place: Place) throws(HDF5Error) {
        guard case .compressed(let chunk, let level) = self else { return }
        precondition(
            !chunk.isEmpty && chunk.count == shape.count && chunk.allSatisfy { $0 > 0 } && (1...9).contains(level),
            "\(place): chunks of \(chunk) for shape \(shape), compressed by level \(level)")
        try check(H5Pset_chunk(creation, Int32(chunk.count), chunk.map { hsize_t($0) }), "prepare chunks", at: place)
        try check(H5Pset_deflate(creation, UInt32(level)), "prepare compression", at: place)
    }
}
