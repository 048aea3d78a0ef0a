import CHDF5

/// The shape of a dataset or attribute. To be made under the lock.
struct Extent {
    /// Empty for a scalar; [0] for HDF5's null space, which holds nothing.
    let shape: [Int]
    let count: Int

    init(of space: hid_t, at place: Place) throws(HDF5Error) {
        switch H5Sget_simple_extent_type(space) {
        case H5S_SCALAR: shape = []
        case H5S_NULL: shape = [0]
        case H5S_SIMPLE:
            let rank = try check(H5Sget_simple_extent_ndims(space), "read the number of dimensions", at: place)
            var dimensions = [hsize_t](repeating: 0, count: Int(rank))
            try check(H5Sget_simple_extent_dims(space, &dimensions, nil), "read the shape", at: place)
            shape = try dimensions.map { dimension throws(HDF5Error) in
                guard let size = Int(exactly: dimension) else {
                    throw .absurdSize(place, declared: "a dimension of \(dimension)", found: "no machine can address that")
                }
                return size
            }
        default: throw ErrorStack.error("read the shape", at: place)
        }
        count = try Self.product(shape, at: place)
    }

    /// The number of elements; one when `shape` is empty.
    static func product(_ shape: [Int], at place: Place) throws(HDF5Error) -> Int {
        if shape.contains(0) { return 0 }
        var product = 1
        for size in shape {
            let (next, overflow) = product.multipliedReportingOverflow(by: size)
            guard !overflow else {
                throw .absurdSize(place, declared: "the shape \(shape)", found: "no machine can address that")
            }
            product = next
        }
        return product
    }
}
