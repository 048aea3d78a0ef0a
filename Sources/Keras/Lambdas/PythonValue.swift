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
    /// From Python 3.14 on slices of constants are constants.
    case slice(PythonValue, PythonValue, PythonValue)
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

    /// The value under a text in a dictionary.
    private func entry(_ key: String) -> PythonValue? {
        guard case .dictionary(let entries) = self else { return nil }
        return entries.lazy.compactMap(\.elements).first { $0.count == 2 && $0[0].text == key }?[1]
    }

    /// The whole name of a module, or of a module's function, as Keras' newer form writes such in a closure.
    var objectName: String? {
        guard let name = entry("config")?.text else { return nil }
        switch entry("class_name")?.text {
        case "module": return CanonicalName.canonical(name)
        case "function": return entry("module")?.text.map { CanonicalName.joined($0, name) }
        default: return nil
        }
    }
}

extension PythonValue: CustomStringConvertible {
    /// The value as Python prints it; the code of a function in short.
    package var description: String {
        switch self {
        case .none: "None"
        case .ellipsis: "Ellipsis"
        case .bool(let flag): flag ? "True" : "False"
        case .integer(let value): "\(value)"
        case .hugeInteger: "an integer of more than 63 bits"
        case .float(let value): "\(value)"
        case .complex(let real, let imaginary): "(\(real)+\(imaginary)j)"
        case .bytes(let bytes):
            String(validating: bytes, as: UTF8.self).map { JSON.string($0).description } ?? "\(bytes.count) bytes"
        case .text(let text): JSON.string(text).description
        case .tuple(let elements):
            "(" + elements.map(\.description).joined(separator: ", ") + (elements.count == 1 ? ",)" : ")")
        case .set(let elements): "{" + elements.map(\.description).joined(separator: ", ") + "}"
        case .dictionary(let entries): "{" + entries.map(\.description).joined(separator: ", ") + "}"
        case .slice(let start, let stop, let step): "slice(\(start), \(stop), \(step))"
        case .code(let code): "<code of \(code.name)>"
        }
    }
}

extension PythonValue {
    /// What Python's JSON reader makes of a value of the configuration; tuples and arrays in the encodings of Keras too.
    init(_ json: JSON) {
        switch json {
        case .null: self = .none
        case .bool(let flag): self = .bool(flag)
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .float(value)
        case .string(let text): self = .text(text)
        case .array(let elements): self = .tuple(elements.map { PythonValue($0) })
        case .object(let members): self = Self.object(json, members.map { (key: $0.key, value: $0.value) })
        }
    }

    private static func object(_ json: JSON, _ members: [(key: String, value: JSON)]) -> PythonValue {
        if let elements = json.elements { return .tuple(elements.map { PythonValue($0) }) }
        let value = json[key: "value"] ?? json[key: "config"]?[key: "value"]
        if let value, json[key: "type"]?.text == "ndarray" || json[key: "class_name"]?.text == "__numpy__" {
            return PythonValue(value)
        }
        if json[key: "class_name"]?.text == "__ellipsis__" { return .ellipsis }
        if json[key: "class_name"]?.text == "__tensor__", let value { return PythonValue(value) }
        if let slice = json[key: "class_name"]?.text == "__slice__" ? json[key: "config"] : json, let start = slice[key: "start"],
            let stop = slice[key: "stop"], let step = slice[key: "step"]
        {
            return .slice(PythonValue(start), PythonValue(stop), PythonValue(step))
        }
        return .dictionary(members.map { .tuple([.text($0.key), PythonValue($0.value)]) })
    }
}
