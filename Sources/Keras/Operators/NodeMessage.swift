import Foundation
import OrderedCollections

/// TensorFlow's NodeDef in the binary form of protocol buffers, which tf.keras of TensorFlow 2.0 and 2.1 wrote as text; read into the
/// JSON form that later versions wrote.
enum NodeMessage {
    /// Nil where the bytes are no such message.
    static func json(_ bytes: [UInt8]) -> JSON? {
        guard let fields = Fields(bytes[...]) else { return nil }
        var (operation, attributes): (String?, OrderedDictionary<String, JSON>) = (nil, [:])
        for field in fields.all {
            switch (field.number, field.value) {
            case (2, .bytes(let bytes)): operation = String(validating: bytes, as: UTF8.self)
            case (5, .bytes(let bytes)):
                guard let entry = Fields(bytes), case .bytes(let key) = entry.first(1),
                    let name = String(validating: key, as: UTF8.self),
                    case .bytes(let value) = entry.first(2), let attribute = attribute(value)
                else { return nil }
                attributes[name] = attribute
            default: break
            }
        }
        return operation.map { .object(["op": .string($0), "attr": .object(attributes)]) }
    }

    /// AttrValue.
    private static func attribute(_ bytes: ArraySlice<UInt8>) -> JSON? {
        guard let fields = Fields(bytes) else { return nil }
        // A field that has its default value is not written; then the message is empty.
        guard let field = fields.all.last else { return .object([:]) }
        switch (field.number, field.value) {
        case (1, .bytes(let list)):
            guard let elements = Fields(list) else { return nil }
            return .object(["list": .object(["i": .array(integers(elements).map(JSON.integer))])])
        case (2, .bytes(let text)): return .object(["s": .string(Data(text).base64EncodedString())])
        case (3, .integer(let number)): return .object(["i": .integer(Int(truncatingIfNeeded: number))])
        case (4, .four(let bits)): return .object(["f": .number(Double(Float(bitPattern: bits)))])
        case (5, .integer(let flag)): return .object(["b": .bool(flag != 0)])
        case (6, .integer(let type)): return .object(["type": types[type].map(JSON.string) ?? .null])
        default: return .object([:])
        }
    }

    /// Field 3 of a list, packed or one by one.
    private static func integers(_ fields: Fields) -> [Int] {
        fields.all.filter { $0.number == 3 }.flatMap { field -> [Int] in
            switch field.value {
            case .integer(let number): return [Int(truncatingIfNeeded: number)]
            case .bytes(var packed):
                var numbers: [Int] = []
                while let number = Fields.variable(&packed) { numbers.append(Int(truncatingIfNeeded: number)) }
                return numbers
            case .four, .eight: return []
            }
        }
    }

    private static let types: [UInt64: String] = [
        1: "DT_FLOAT", 2: "DT_DOUBLE", 3: "DT_INT32", 4: "DT_UINT8", 5: "DT_INT16", 6: "DT_INT8", 7: "DT_STRING", 9: "DT_INT64",
        10: "DT_BOOL", 14: "DT_BFLOAT16", 17: "DT_UINT16", 19: "DT_HALF", 22: "DT_UINT32", 23: "DT_UINT64",
    ]

    /// The fields of a message in their order.
    private struct Fields {
        enum Value {
            case integer(UInt64)
            case eight(UInt64)
            case four(UInt32)
            case bytes(ArraySlice<UInt8>)
        }

        private(set) var all: [(number: UInt64, value: Value)] = []

        /// Nil where the bytes end too early or have a type that protocol buffers don't know.
        init?(_ bytes: ArraySlice<UInt8>) {
            var rest = bytes
            while !rest.isEmpty {
                guard let tag = Self.variable(&rest), tag >> 3 > 0 else { return nil }
                switch tag & 7 {
                case 0:
                    guard let number = Self.variable(&rest) else { return nil }
                    all.append((tag >> 3, .integer(number)))
                case 1:
                    guard let number = Self.fixed(8, &rest) else { return nil }
                    all.append((tag >> 3, .eight(number)))
                case 2:
                    guard let count = Self.variable(&rest), count <= rest.count else { return nil }
                    all.append((tag >> 3, .bytes(rest.prefix(Int(count)))))
                    rest = rest.dropFirst(Int(count))
                case 5:
                    guard let number = Self.fixed(4, &rest) else { return nil }
                    all.append((tag >> 3, .four(UInt32(number))))
                default: return nil
                }
            }
        }

        func first(_ number: UInt64) -> Value? { all.first { $0.number == number }?.value }

        /// A number in groups of seven bits, the lowest first.
        static func variable(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
            var (result, shift): (UInt64, UInt64) = (0, 0)
            while let byte = rest.popFirst() {
                guard shift < 64 else { return nil }
                result |= UInt64(byte & 0x7f) << shift
                if byte < 0x80 { return result }
                shift += 7
            }
            return nil
        }

        private static func fixed(_ width: Int, _ rest: inout ArraySlice<UInt8>) -> UInt64? {
            guard rest.count >= width else { return nil }
            defer { rest = rest.dropFirst(width) }
            return rest.prefix(width).enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64(8 * $1.offset) }
        }
    }
}
