import Foundation

/// The function of a Lambda layer as Keras saved it.
package enum SerializedFunction: Hashable, Sendable {
    /// The function's name alone.
    case named(String)
    /// The function's code.
    case code(PythonCode)

    package var name: String {
        switch self {
        case .named(let name): name
        case .code(let code): code.name
        }
    }

    /// Reads the option `function`: Keras 2's `[code, defaults, closure]` or name, Keras 3's `__lambda__` and `function` objects.
    package static func read(_ value: JSON) throws(MarshalReader.Fault) -> SerializedFunction {
        if let name = value.text { return .named(name) }
        if let text = value.elements?.first?.text { return .code(try code(text)) }
        switch value[key: "class_name"]?.text {
        case "__lambda__":
            guard let text = value[key: "config"]?[key: "code"]?.text else {
                throw MarshalReader.Fault(description: "a __lambda__ without code")
            }
            return .code(try code(text))
        case "function":
            guard let name = value[key: "config"]?.text else {
                throw MarshalReader.Fault(description: "a function without a name")
            }
            return .named(name)
        default: throw MarshalReader.Fault(description: "neither code nor the name of a function")
        }
    }

    /// The code in `text`: base64 since Keras 2.1.2, characters for bytes (`raw_unicode_escape`) before.
    ///
    /// What decodes as base64 need not be base64, so the first byte decides: 'c', or 0xE3, which is 'c' with a reference mark.
    private static func code(_ text: String) throws(MarshalReader.Fault) -> PythonCode {
        let blanks: Set<Character> = ["\n", "\r", "\r\n"]
        if let data = Data(base64Encoded: text.filter { !blanks.contains($0) }), data.first == 0x63 || data.first == 0xE3 {
            return try MarshalReader.code(in: Array(data))
        }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            if let byte = UInt8(exactly: scalar.value) {
                bytes.append(byte)
            } else {
                // Python reads `\uXXXX` inside the bytes as one character; written back it is those six bytes.
                let digits = String(scalar.value, radix: 16)
                let width = scalar.value > 0xFFFF ? 8 : 4
                bytes.append(contentsOf: (width == 8 ? "\\U" : "\\u").utf8)
                bytes.append(contentsOf: (String(repeating: "0", count: width - digits.count) + digits).utf8)
            }
        }
        return try MarshalReader.code(in: bytes)
    }
}
