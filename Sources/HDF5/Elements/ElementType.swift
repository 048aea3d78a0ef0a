import CHDF5

/// What the elements of a dataset or attribute are in the file. Byte order isn't told: reading always gives the machine's.
public enum ElementType: Hashable, Sendable, CustomStringConvertible {
    case int8, uint8, int16, uint16, int32, uint32, int64, uint64
    case float16, bfloat16, float32, float64
    /// h5py's form of a boolean: an enumeration of FALSE and TRUE over int8.
    case boolean
    /// Text in a fixed number of bytes, cut or padded as the file says.
    case fixedString(length: Int)
    case variableString
    /// Bytes of a meaning that the file doesn't tell, so many an element: what h5py makes of NumPy types unknown to HDF5.
    case opaque(Int)
    /// Numbers that libhdf5 can convert, but that have no name here, for example an enumeration or a 24-bit integer.
    case otherNumber(String)
    /// Neither number nor text: compounds, references, lists of variable length. Such data can't be read here.
    case other(String)

    public var isNumeric: Bool {
        switch self {
        case .fixedString, .variableString, .opaque, .other: false
        default: true
        }
    }

    public var isString: Bool {
        switch self {
        case .fixedString, .variableString: true
        default: false
        }
    }

    public var description: String {
        switch self {
        case .fixedString(let length): "strings of \(length) bytes"
        case .variableString: "strings of variable length"
        case .opaque(let size): "opaque data of \(size) bytes"
        case .otherNumber(let text), .other(let text): text
        case .int8: "int8"
        case .uint8: "uint8"
        case .int16: "int16"
        case .uint16: "uint16"
        case .int32: "int32"
        case .uint32: "uint32"
        case .int64: "int64"
        case .uint64: "uint64"
        case .float16: "float16"
        case .bfloat16: "bfloat16"
        case .float32: "float32"
        case .float64: "float64"
        case .boolean: "boolean"
        }
    }
}
