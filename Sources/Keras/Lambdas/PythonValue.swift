/// A constant of Python, as far as a function's code holds such.
package indirect enum PythonValue: Hashable, Sendable {
    case none
    case ellipsis
    case bool(Bool)
    case integer(Int)
    /// An integer beyond 64 bits.
    case hugeInteger
    case float(Double)
    case complex(Double, Double)
    case bytes([UInt8])
    case text(String)
    case tuple([PythonValue])
    case set([PythonValue])
    case dictionary([PythonValue])
    case code(PythonCode)

    package var text: String? {
        switch self {
        case .text(let text): text
        // Python 2 has its names and strings as bytes.
        case .bytes(let bytes): String(validating: bytes, as: UTF8.self)
        default: nil
        }
    }

    package var elements: [PythonValue]? {
        if case .tuple(let elements) = self { elements } else { nil }
    }
}

/// The code of a Python function: read, never run.
package struct PythonCode: Hashable, Sendable {
    /// `co_name`: the function's name, `<lambda>` where it has none.
    package let name: String
    /// `co_names`: the globals and attributes that it uses.
    package let names: [String]
    /// `co_varnames`: its parameters, then its own variables.
    package let variables: [String]
    package let constants: [PythonValue]
    package let parameterCount: Int
    package let bytecode: [UInt8]
}
