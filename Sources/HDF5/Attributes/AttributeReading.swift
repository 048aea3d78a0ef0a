import CHDF5

/// Attributes of an open object. To be used under the lock.
enum AttributeReading {
    static func attribute(_ name: String, of object: hid_t, at place: Place, fileSize: Int) throws(HDF5Error) -> Attribute? {
        guard try check(H5Aexists(object, name), "look for the attribute \(name)", at: place) > 0 else { return nil }
        let operation = "read the attribute \(name)"
        let id = try LocalIdentifier(H5Aopen(object, name, chdf5_default_properties()), operation, at: place)
        let type = try LocalIdentifier(H5Aget_type(id.raw), operation, at: place)
        let space = try LocalIdentifier(H5Aget_space(id.raw), operation, at: place)
        let extent = try Extent(of: space.raw, at: place)
        let bytes = try Extent.product([extent.count, H5Tget_size(type.raw)], at: place)
        guard bytes <= fileSize else {
            throw .absurdSize(
                place, declared: "\(bytes) bytes in the attribute \(name)", found: "the file has \(fileSize) bytes")
        }
        let elementType = try ElementType(of: type.raw, at: place)
        let value = try value(id.raw, type.raw, space.raw, extent, elementType, place)
        return Attribute(name: name, elementType: elementType, shape: extent.shape, value: value)
    }

    static func names(of object: hid_t, at place: Place) throws(HDF5Error) -> [String] {
        var names: [String] = []
        var index: hsize_t = 0
        let status = withUnsafeMutablePointer(to: &names) { names in
            H5Aiterate2(
                object, H5_INDEX_NAME, H5_ITER_INC, &index,
                { _, name, _, names in
                    guard let name, let names else { return -1 }
                    names.assumingMemoryBound(to: [String].self).pointee.append(String(cString: name))
                    return 0
                }, names)
        }
        try check(status, "list the attributes", at: place)
        return names
    }

    private static func value(
        _ id: hid_t, _ type: hid_t, _ space: hid_t, _ extent: Extent, _ elementType: ElementType, _ place: Place
    ) throws(HDF5Error) -> Attribute.Value {
        switch elementType {
        case .fixedString, .variableString:
            let strings = try StringReading.strings(extent.count, type: type, space: space, at: place) { memory, buffer in
                H5Aread(id, memory, buffer)
            }
            return extent.shape.isEmpty ? .string(strings.first ?? "") : .strings(strings)
        case .opaque, .other: return .other
        case .float16, .bfloat16, .float32, .float64: return .numbers(try numbers(id, extent.count, at: place))
        case .uint64: return .unsignedIntegers(try numbers(id, extent.count, at: place))
        case .otherNumber where H5Tget_class(type) == H5T_FLOAT: return .numbers(try numbers(id, extent.count, at: place))
        default: return .integers(try numbers(id, extent.count, at: place))
        }
    }

    private static func numbers<Element: HDF5Element & Numeric>(
        _ id: hid_t, _ count: Int, at place: Place
    ) throws(HDF5Error) -> [Element] {
        guard count > 0 else { return [] }
        let memory = try MemoryType.numbers(Element.self, at: place)
        var numbers = [Element](repeating: 0, count: count)
        try check(H5Aread(id, memory.raw, &numbers), "read an attribute", at: place)
        return numbers
    }
}
