extension HDF5Object {
    /// The names of all attributes, in the order of their bytes.
    public var attributeNames: [String] {
        get throws(HDF5Error) {
            try location.handle.locked { id throws(HDF5Error) in try AttributeReading.names(of: id, at: place) }
        }
    }

    /// An attribute, nil when there is none of that name.
    public func attribute(_ name: String) throws(HDF5Error) -> Attribute? {
        try location.handle.locked { id throws(HDF5Error) in
            try AttributeReading.attribute(name, of: id, at: place, fileSize: location.file.size)
        }
    }

    /// The text of an attribute that holds one string, as scalar or as array of one; nil when there is none of that name.
    /// - Throws: ``HDF5Error/mismatch(_:expected:found:advice:)`` for anything else.
    public func string(attribute name: String) throws(HDF5Error) -> String? {
        guard let attribute = try attribute(name) else { return nil }
        switch attribute.value {
        case .string(let string): return string
        case .strings(let strings) where strings.count == 1: return strings[0]
        // A string without bytes has no other form in HDF5's fixed strings.
        case .strings([]) where attribute.shape == [0]: return ""
        default: throw mismatch(attribute, expected: "one string")
        }
    }

    /// The strings of an attribute, scalar or array; nil when there is none of that name. An empty array of numbers
    /// gives none: Keras writes one as the weight names of a layer without weights.
    /// - Throws: ``HDF5Error/mismatch(_:expected:found:advice:)`` for anything else.
    public func strings(attribute name: String) throws(HDF5Error) -> [String]? {
        guard let attribute = try attribute(name) else { return nil }
        switch attribute.value {
        case .string(let string): return [string]
        case .strings(let strings): return strings
        case .numbers([]), .integers([]), .unsignedIntegers([]): return []
        default: throw mismatch(attribute, expected: "strings")
        }
    }

    /// The numbers of an attribute; nil when there is none of that name. Whole numbers beyond 2^53 are rounded.
    /// - Throws: ``HDF5Error/mismatch(_:expected:found:advice:)`` when it holds no numbers.
    public func numbers(attribute name: String) throws(HDF5Error) -> [Double]? {
        guard let attribute = try attribute(name) else { return nil }
        switch attribute.value {
        case .numbers(let numbers): return numbers
        case .integers(let integers): return integers.map(Double.init)
        case .unsignedIntegers(let integers): return integers.map(Double.init)
        default: throw mismatch(attribute, expected: "numbers")
        }
    }

    /// The whole numbers of an attribute; nil when there is none of that name.
    /// - Throws: ``HDF5Error/mismatch(_:expected:found:advice:)`` when it holds others.
    public func integers(attribute name: String) throws(HDF5Error) -> [Int]? {
        guard let attribute = try attribute(name) else { return nil }
        switch attribute.value {
        case .integers(let integers): return integers.map(Int.init)
        case .unsignedIntegers(let integers) where integers.allSatisfy({ $0 <= UInt64(Int.max) }): return integers.map(Int.init)
        default: throw mismatch(attribute, expected: "whole numbers")
        }
    }

    private func mismatch(_ attribute: Attribute, expected: String) -> HDF5Error {
        .mismatch(
            place, expected: "\(expected) in the attribute \(attribute.name)",
            found: "\(attribute.elementType) of shape \(attribute.shape)", advice: "read it as what it is")
    }
}
