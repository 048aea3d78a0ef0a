import CHDF5

/// Attributes of a file being written. To be used under the lock.
enum AttributeWriting {
    /// What fits into one message of an object's header; Keras splits its lists of names at the same size.
    static let mostBytes = 64512

    static func write(
        _ value: Attribute.Value, shape: [Int]?, name: String, to object: hid_t, at place: Place
    ) throws(HDF5Error) {
        switch value {
        case .string(let string): try write([string], shape ?? [], name, object, place)
        case .strings(let strings): try writeFixed(strings, shape ?? [strings.count], name, object, place)
        case .integers(let integers): try write(numbers: integers, shape, name, object, place)
        case .unsignedIntegers(let integers): try write(numbers: integers, shape, name, object, place)
        case .numbers(let numbers): try write(numbers: numbers, shape, name, object, place)
        case .other:
            throw .mismatch(
                place, expected: "text or numbers for the attribute \(name)", found: "data that wasn't read",
                advice: "leave it out")
        }
    }

    /// What a value takes at most, besides its header.
    static func bytes(of value: Attribute.Value) -> Int {
        if case .string(let string) = value { return string.utf8.count + 4096 }
        return mostBytes
    }

    /// Text of variable length lies in the file's heap: only an address of 16 bytes is in the attribute.
    private static func write(
        _ strings: [String], _ shape: [Int], _ name: String, _ object: hid_t, _ place: Place
    ) throws(HDF5Error) {
        let type = try StringWriting.variable(at: place)
        let attribute = try make(name, type.raw, shape, count: strings.count, bytes: 16 * strings.count, object, place)
        let status = StringWriting.withPointers(to: strings) { H5Awrite(attribute.raw, type.raw, $0) }
        try check(status, "write the attribute \(name)", at: place)
    }

    private static func writeFixed(
        _ strings: [String], _ shape: [Int], _ name: String, _ object: hid_t, _ place: Place
    ) throws(HDF5Error) {
        let length = max(1, strings.map(\.utf8.count).max() ?? 1)
        let isASCII = strings.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }
        let type = try StringWriting.fixed(length: length, isASCII: isASCII, at: place)
        let attribute = try make(
            name, type.raw, shape, count: strings.count, bytes: length * strings.count, object, place)
        guard !strings.isEmpty else { return }
        let bytes = strings.flatMap { $0.utf8 + Array(repeating: 0, count: length - $0.utf8.count) }
        try check(H5Awrite(attribute.raw, type.raw, bytes), "write the attribute \(name)", at: place)
    }

    private static func write<Element: HDF5Element>(
        numbers: [Element], _ shape: [Int]?, _ name: String, _ object: hid_t, _ place: Place
    ) throws(HDF5Error) {
        let type = try MemoryType.numbers(Element.self, at: place)
        let bytes = numbers.count * MemoryLayout<Element>.stride
        let attribute = try make(
            name, type.raw, shape ?? [numbers.count], count: numbers.count, bytes: bytes, object, place)
        guard !numbers.isEmpty else { return }
        try check(H5Awrite(attribute.raw, type.raw, numbers), "write the attribute \(name)", at: place)
    }

    private static func make(
        _ name: String, _ type: hid_t, _ shape: [Int], count: Int, bytes: Int, _ object: hid_t, _ place: Place
    ) throws(HDF5Error) -> LocalIdentifier {
        precondition(shape.reduce(1, *) == count, "\(place): \(count) elements for the attribute \(name) of shape \(shape)")
        guard bytes <= mostBytes else {
            throw .mismatch(
                place, expected: "at most \(mostBytes) bytes in the attribute \(name)", found: "\(bytes)",
                advice: "split it, or write a dataset")
        }
        let space = try NewSpace.make(shape, at: place)
        if try check(H5Aexists(object, name), "look for the attribute \(name)", at: place) > 0 {
            try check(H5Adelete(object, name), "replace the attribute \(name)", at: place)
        }
        return try LocalIdentifier(
            H5Acreate2(object, name, type, space.raw, chdf5_default_properties(), chdf5_default_properties()),
            "make the attribute \(name)", at: place)
    }
}
