import CHDF5

/// Text on its way into a file. To be used under the lock.
enum StringWriting {
    /// Strings of variable length in UTF-8, as h5py writes `str`.
    static func variable(at place: Place) throws(HDF5Error) -> LocalIdentifier {
        let type = try LocalIdentifier(H5Tcopy(chdf5_c_string()), "copy a string type", at: place)
        try check(H5Tset_size(type.raw, chdf5_variable_size()), "make a string type variable", at: place)
        try check(H5Tset_cset(type.raw, H5T_CSET_UTF8), "set a string's encoding", at: place)
        return type
    }

    /// Strings of `length` bytes, padded with zeros, as NumPy's `S` and Keras' lists of names.
    static func fixed(length: Int, isASCII: Bool, at place: Place) throws(HDF5Error) -> LocalIdentifier {
        let type = try LocalIdentifier(H5Tcopy(chdf5_c_string()), "copy a string type", at: place)
        try check(H5Tset_size(type.raw, length), "set a string's length", at: place)
        try check(H5Tset_strpad(type.raw, H5T_STR_NULLPAD), "set a string's padding", at: place)
        try check(H5Tset_cset(type.raw, isASCII ? H5T_CSET_ASCII : H5T_CSET_UTF8), "set a string's encoding", at: place)
        return type
    }

    /// Runs `body` with the address of pointers to C strings. There must be at least one.
    static func withPointers<Value>(to strings: [String], _ body: (UnsafeRawPointer) -> Value) -> Value {
        let bytes = strings.map { Array($0.utf8CString) }
        let starts = bytes.reduce(into: [0]) { $0.append($0.last! + $1.count) }
        return Array(bytes.joined()).withUnsafeBufferPointer { text in
            let pointers = starts.dropLast().map { start in text.baseAddress! + start }
            return pointers.withUnsafeBytes { body($0.baseAddress!) }
        }
    }
}
