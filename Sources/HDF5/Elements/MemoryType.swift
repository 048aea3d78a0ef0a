import CHDF5

/// libhdf5's description of elements in memory. To be used under the lock.
enum MemoryType {
    static func numbers<Element: HDF5Element>(_ element: Element.Type, at place: Place) throws(HDF5Error) -> LocalIdentifier {
        let type = try identifier(element.elementType, at: place)
        precondition(
            H5Tget_size(type.raw) == MemoryLayout<Element>.stride,
            "\(Element.self) takes \(MemoryLayout<Element>.stride) bytes, its elementType \(element.elementType) doesn't")
        return type
    }

    /// Text of the same kind as `fileType`; libhdf5 refuses to convert between ASCII and UTF-8.
    static func variableString(like fileType: hid_t, at place: Place) throws(HDF5Error) -> LocalIdentifier {
        let type = try LocalIdentifier(H5Tcopy(chdf5_c_string()), "copy a string type", at: place)
        try check(H5Tset_size(type.raw, chdf5_variable_size()), "make a string type variable", at: place)
        try check(H5Tset_cset(type.raw, H5Tget_cset(fileType)), "set a string's encoding", at: place)
        return type
    }

    private static func identifier(_ type: ElementType, at place: Place) throws(HDF5Error) -> LocalIdentifier {
        let native =
            switch type {
            case .int8: chdf5_native_int8()
            case .uint8: chdf5_native_uint8()
            case .int16: chdf5_native_int16()
            case .uint16: chdf5_native_uint16()
            case .int32: chdf5_native_int32()
            case .uint32: chdf5_native_uint32()
            case .int64: chdf5_native_int64()
            case .uint64: chdf5_native_uint64()
            case .float16: chdf5_ieee_f32le()
            case .float32: chdf5_native_float()
            case .float64: chdf5_native_double()
            default: preconditionFailure("\(type) is no element type of a Swift number")
            }
        let copy = try LocalIdentifier(H5Tcopy(native), "copy an element type", at: place)
        if type == .float16 {
            // libhdf5 1.10 has no half: sign at bit 15, 5 bits of exponent from bit 10, 10 of mantissa, as IEEE 754 says.
            try check(H5Tset_fields(copy.raw, 15, 10, 5, 0, 10), "describe a half float", at: place)
            try check(H5Tset_size(copy.raw, 2), "describe a half float", at: place)
            try check(H5Tset_ebias(copy.raw, 15), "describe a half float", at: place)
        }
        return copy
    }
}
