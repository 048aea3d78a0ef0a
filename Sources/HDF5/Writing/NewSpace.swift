import CHDF5

/// libhdf5's form of a shape that is to be written. To be used under the lock.
enum NewSpace {
    /// - Parameter shape: empty for a scalar.
    static func make(_ shape: [Int], at place: Place) throws(HDF5Error) -> LocalIdentifier {
        guard !shape.isEmpty else { return try LocalIdentifier(H5Screate(H5S_SCALAR), "describe a scalar", at: place) }
        return try LocalIdentifier(
            H5Screate_simple(Int32(shape.count), shape.map { hsize_t($0) }, nil), "describe the shape \(shape)", at: place)
    }
}
