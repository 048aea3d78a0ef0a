import Foundation

/// The function of a Lambda layer as Keras saved it.
package enum SerializedFunction: Hashable, Sendable {
    /// The function's name alone, and the module it is from where the file tells.
    case named(String, module: String?)
    /// The function's code, the values of its last parameters where they are not given, and those of its free variables.
    case code(PythonCode, defaults: [PythonValue], closure: [PythonValue])

    package var name: String {
        switch self {
        case .named(let name, _): name
        case .code(let code, _, _): code.name
        }
    }

    /// Reads the option `function`: Keras 2's `[code, defaults, closure]` or name, Keras 3's `__lambda__` and `function` objects.
    package static func read(_ value: JSON) throws(MarshalReader.Fault) -> SerializedFunction {
        if let name = value.text { return .named(name, module: nil) }
        if let parts = value.elements, let text = parts.first?.text {
            return try function(text, defaults: parts.count > 1 ? parts[1] : .null, closure: parts.count > 2 ? parts[2] : .null)
        }
        let config = value[key: "config"]
        switch value[key: "class_name"]?.text {
        case "__lambda__":
            guard let text = config?[key: "code"]?.text else {
                throw MarshalReader.Fault(description: "a __lambda__ without code")
            }
            return try function(text, defaults: config?[key: "defaults"] ?? .null, closure: config?[key: "closure"] ?? .null)
        case "function":
            guard let name = config?.text else { throw MarshalReader.Fault(description: "a function without a name") }
            return .named(name, module: value[key: "module"]?.text)
        default: throw MarshalReader.Fault(description: "neither code nor the name of a function")
        }
    }

    private static func function(_ text: String, defaults: JSON, closure: JSON) throws(MarshalReader.Fault) -> SerializedFunction
    {
        .code(
            try code(text), defaults: PythonValue(defaults).elements ?? [], closure: PythonValue(closure).elements ?? [])
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
