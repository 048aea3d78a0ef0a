import CHDF5

/// Recognising a type of the file. To be used under the lock.
extension ElementType {
    init(of type: hid_t, at place: Place) throws(HDF5Error) {
        let size = H5Tget_size(type)
        switch H5Tget_class(type) {
        case H5T_INTEGER: self = Self.integer(type, size)
        case H5T_FLOAT: self = try Self.float(type, size, at: place)
        case H5T_STRING:
            self =
                try check(H5Tis_variable_str(type), "read the kind of string", at: place) > 0
                ? .variableString : .fixedString(length: size)
        case H5T_ENUM: self = try Self.enumeration(type, at: place)
        case H5T_BITFIELD: self = .other("bit fields")
        case H5T_OPAQUE: self = .opaque(size)
        case H5T_COMPOUND: self = .other("compounds of \(H5Tget_nmembers(type)) members")
        case H5T_REFERENCE: self = .other("references")
        case H5T_VLEN: self = .other("lists of variable length")
        case H5T_ARRAY: self = .other("arrays")
        default: throw ErrorStack.error("recognise the element type", at: place)
        }
    }

    private static func integer(_ type: hid_t, _ size: Int) -> ElementType {
        let signed = H5Tget_sign(type) == H5T_SGN_2
        let bits = H5Tget_precision(type)
        guard bits == size * 8, H5Tget_offset(type) == 0 else { return .otherNumber("\(bits)-bit integers in \(size) bytes") }
        switch size {
        case 1: return signed ? .int8 : .uint8
        case 2: return signed ? .int16 : .uint16
        case 4: return signed ? .int32 : .uint32
        case 8: return signed ? .int64 : .uint64
        default: return .otherNumber("\(bits)-bit integers")
        }
    }

    private static func float(_ type: hid_t, _ size: Int, at place: Place) throws(HDF5Error) -> ElementType {
        var (sign, exponent, exponentSize, mantissa, mantissaSize) = (0, 0, 0, 0, 0)
        try check(
            H5Tget_fields(type, &sign, &exponent, &exponentSize, &mantissa, &mantissaSize), "read the float format", at: place)
        switch (size, exponentSize, mantissaSize, H5Tget_ebias(type)) {
        case (2, 5, 10, 15): return .float16
        case (2, 8, 7, 127): return .bfloat16
        case (4, 8, 23, 127): return .float32
        case (8, 11, 52, 1023): return .float64
        default: return .otherNumber("\(size * 8)-bit floats")
        }
    }

    private static func enumeration(_ type: hid_t, at place: Place) throws(HDF5Error) -> ElementType {
        let base = try LocalIdentifier(H5Tget_super(type), "read the base of the enumeration", at: place)
        let count = try check(H5Tget_nmembers(type), "read the enumeration", at: place)
        var names: [String] = []
        for index in 0..<min(2, UInt32(count)) {
            guard let name = H5Tget_member_name(type, index) else { throw ErrorStack.error("read the enumeration", at: place) }
            defer { H5free_memory(name) }
            names.append(String(cString: name))
        }
        if count == 2, names.sorted() == ["FALSE", "TRUE"] { return .boolean }
        return .otherNumber("enumeration of \(count) names over \(try ElementType(of: base.raw, at: place))")
    }
}
