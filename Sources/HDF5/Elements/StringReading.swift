import CHDF5

/// Text out of datasets and attributes. To be used under the lock.
enum StringReading {
    /// Reads `count` strings.
    /// - Parameter read: reads all elements, in the memory type it is given, to the address it is given.
    static func strings(
        _ count: Int, type: hid_t, space: hid_t, at place: Place,
        read: (_ memoryType: hid_t, _ buffer: UnsafeMutableRawPointer) -> herr_t
    ) throws(HDF5Error) -> [String] {
        guard count > 0 else { return [] }
        return try check(H5Tis_variable_str(type), "read the kind of string", at: place) > 0
            ? variable(count, type, space, place, read) : fixed(count, type, place, read)
    }

    private static func variable(
        _ count: Int, _ type: hid_t, _ space: hid_t, _ place: Place, _ read: (hid_t, UnsafeMutableRawPointer) -> herr_t
    ) throws(HDF5Error) -> [String] {
        let memory = try MemoryType.variableString(like: type, at: place)
        let texts = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: count)
        texts.initialize(repeating: nil, count: count)
        defer { texts.deallocate() }
        try check(read(memory.raw, texts), "read the strings", at: place)
        defer { H5Dvlen_reclaim(memory.raw, space, chdf5_default_properties(), texts) }
        var strings: [String] = []
        strings.reserveCapacity(count)
        for index in 0..<count {
            guard let text = texts[index] else {
                strings.append("")
                continue
            }
            guard let string = String(validatingCString: text) else { throw notText(index, at: place) }
            strings.append(string)
        }
        return strings
    }

    private static func fixed(
        _ count: Int, _ type: hid_t, _ place: Place, _ read: (hid_t, UnsafeMutableRawPointer) -> herr_t
    ) throws(HDF5Error) -> [String] {
        let length = H5Tget_size(type)
        let padding = H5Tget_strpad(type)
        let (bytes, overflow) = count.multipliedReportingOverflow(by: length)
        precondition(!overflow && length > 0, "\(place): \(count) strings of \(length) bytes passed the check of their size")
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes, alignment: 1)
        defer { buffer.deallocate() }
        buffer.initializeMemory(as: UInt8.self, repeating: 0)
        try check(read(type, buffer.baseAddress!), "read the strings", at: place)
        var strings: [String] = []
        strings.reserveCapacity(count)
        for index in 0..<count {
            let field = buffer[index * length..<(index + 1) * length]
            guard let string = String(validating: text(in: field, padding), as: UTF8.self) else {
                throw notText(index, at: place)
            }
            strings.append(string)
        }
        return strings
    }

    /// What of a field is text: up to the first zero, or without the zeros or spaces at its end.
    private static func text(in field: Slice<UnsafeMutableRawBufferPointer>, _ padding: H5T_str_t) -> Slice<
        UnsafeMutableRawBufferPointer
    > {
        switch padding {
        case H5T_STR_NULLTERM: field.prefix { $0 != 0 }
        case H5T_STR_SPACEPAD:
            field.prefix((field.lastIndex { $0 != 0x20 && $0 != 0 } ?? field.startIndex - 1) + 1 - field.startIndex)
        default: field.prefix((field.lastIndex { $0 != 0 } ?? field.startIndex - 1) + 1 - field.startIndex)
        }
    }

    private static func notText(_ index: Int, at place: Place) -> HDF5Error {
        .mismatch(
            place, expected: "text in UTF-8", found: "string \(index) with other bytes",
            advice: "write it anew as UTF-8 with the program that made the file")
    }
}
