package import OrderedCollections

/// A JSON value as Python writes it: integers and floats apart, objects in the order of the text, and the literals `NaN`,
/// `Infinity` and `-Infinity` that Python's encoder emits and the standard does not know.
package enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSON])
    case object(OrderedDictionary<String, JSON>)
}

extension JSON {
    package var isNull: Bool { self == .null }

    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var flag: Bool? {
        switch self {
        case .bool(let flag): flag
        case .integer(0): false
        case .integer(1): true
        default: nil
        }
    }

    /// The integer, also of a float without fraction: Keras writes `1.0` where a user passed one.
    package var integer: Int? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int(exactly: value)
        default: nil
        }
    }

    package var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    package var object: OrderedDictionary<String, JSON>? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The elements of a list, also of a tuple or a shape in tf.keras' encoding `{"class_name": "__tuple__", "items": […]}`.
    package var elements: [JSON]? {
        switch self {
        case .array(let elements): elements
        case .object(let members) where ["__tuple__", "TensorShape"].contains(members["class_name"]?.text):
            members["items"]?.elements
        default: nil
        }
    }

    /// The member of an object, if it is one and has that.
    package subscript(key key: String) -> JSON? { object?[key] }
}

extension JSON: CustomStringConvertible {
    /// The value in JSON, on one line, as Python prints it.
    package var description: String {
        switch self {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let value): "\(value)"
        case .number(let value): value.isNaN ? "NaN" : value.isInfinite ? (value < 0 ? "-Infinity" : "Infinity") : "\(value)"
        case .string(let text): Self.quote(text)
        case .array(let elements): "[" + elements.map(\.description).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { "\(Self.quote($0.key)): \($0.value)" }.joined(separator: ", ") + "}"
        }
    }

    /// The description, cut to what fits an error message.
    package var excerpt: String {
        let text = description
        return text.count <= 80 ? text : text.prefix(77) + "…"
    }

    private static func quote(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\u{0}"..<"\u{20}":
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
