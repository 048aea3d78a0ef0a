import CHDF5

/// A compression that libhdf5 has no code for, neither built in nor as a plug-in. To be made under the lock.
struct UnknownFilter {
    let name: String

    /// - Returns: nil when all filters of a dataset with these creation properties are known.
    init?(in creation: hid_t, at place: Place) throws(HDF5Error) {
        let count = try check(H5Pget_nfilters(creation), "read the filters", at: place)
        for index in 0..<UInt32(count) {
            var flags: UInt32 = 0
            var parameters = 0
            var configuration: UInt32 = 0
            var text = [CChar](repeating: 0, count: 64)
            let filter = H5Pget_filter2(
                creation, index, &flags, &parameters, nil, text.count - 1, &text, &configuration)
            try check(filter, "read the filters", at: place)
            if H5Zfilter_avail(filter) <= 0 {
                H5Eclear2(chdf5_default_error_stack())
                let name = text.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
                self.name = name.isEmpty ? "filter \(filter)" : name
                return
            }
        }
        return nil
    }
}
