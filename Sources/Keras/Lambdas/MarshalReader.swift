/// Reads Python's marshal format, in which Keras keeps the code of Lambda layers. Nothing is executed.
///
/// The format does not say which Python wrote it, and the fields of a code object differ: every layout from 2.7 to 3.13 is tried,
/// and the one holds that reads sensible fields up to the last byte.
package struct MarshalReader {
    package struct Fault: Error, Equatable, CustomStringConvertible {
        package let description: String
    }

    /// The layouts of a code object.
    enum Layout: CaseIterable {
        /// 3.11 and later: local variables in one tuple with a byte for each kind, a qualified name, an exception table.
        case python311
        /// 3.8 to 3.10: a number of positional-only parameters.
        case python38
        /// 3.0 to 3.7.
        case python3
        /// 2.7: no keyword-only parameters.
        case python2
    }

    static let greatestDepth = 64

    private let bytes: [UInt8]
    private let layout: Layout
    private var position = 0
    private var depth = 0
    private var references: [PythonValue?] = []
    private var internedStrings: [PythonValue] = []

    /// The code that `bytes` hold.
    package static func code(in bytes: [UInt8]) throws(Fault) -> PythonCode {
        var faults: [String] = []
        for layout in Layout.allCases {
            var reader = MarshalReader(bytes: bytes, layout: layout)
            do throws(Fault) {
                guard case .code(let code) = try reader.value() else { throw Fault(description: "the data are no code object") }
                guard reader.position == bytes.count else {
                    throw Fault(description: "\(bytes.count - reader.position) bytes follow the code object")
                }
                return code
            } catch {
                faults.append("\(layout): \(error)")
            }
        }
        throw Fault(description: "the function's code can't be read (" + faults.joined(separator: "; ") + ")")
    }

    private init(bytes: [UInt8], layout: Layout) {
        self.bytes = bytes
        self.layout = layout
    }

    private mutating func take(_ count: Int) throws(Fault) -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.count - position else { throw Fault(description: "the data end at byte \(bytes.count)") }
        defer { position += count }
        return bytes[position..<position + count]
    }

    private mutating func int32() throws(Fault) -> Int {
        Int(Int32(bitPattern: try take(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }))
    }

    private mutating func int64() throws(Fault) -> UInt64 {
        try take(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }

    private mutating func float64() throws(Fault) -> Double { Double(bitPattern: try int64()) }

    private mutating func value() throws(Fault) -> PythonValue {
        guard let value = try valueOrEnd() else { throw Fault(description: "a null where a value belongs") }
        return value
    }

    /// The next value; nil for the mark that ends a dictionary.
    private mutating func valueOrEnd() throws(Fault) -> PythonValue? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.greatestDepth else { throw Fault(description: "more than \(Self.greatestDepth) levels of nesting") }
        let byte = try take(1).first!
        let isReferenced = byte & 0x80 != 0
        let slot = references.count
        if isReferenced { references.append(nil) }
        let value = try body(of: UnicodeScalar(byte & 0x7F))
        if isReferenced { references[slot] = value }
        return value
    }

    private mutating func body(of kind: UnicodeScalar) throws(Fault) -> PythonValue? {
        switch kind {
        case "0": return nil
        case "N": return PythonValue.none
        case ".": return .ellipsis
        case "F": return .bool(false)
        case "T": return .bool(true)
        case "i": return .integer(try int32())
        case "I": return .integer(Int(bitPattern: UInt(try int64())))
        case "l": return try longInteger()
        case "f":
            guard let value = Double(String(decoding: try shortBytes(), as: UTF8.self)) else {
                throw Fault(description: "a broken float")
            }
            return .float(value)
        case "g": return .float(try float64())
        case "y": return .complex(try float64(), try float64())
        case "s": return .bytes(Array(try take(int32())))
        case "t" where layout == .python2:
            let value = PythonValue.bytes(Array(try take(int32())))
            internedStrings.append(value)
            return value
        case "R":
            let index = try int32()
            guard internedStrings.indices.contains(index) else { throw Fault(description: "a reference to no string") }
            return internedStrings[index]
        case "u", "t": return .text(try text(take(int32())))
        case "a", "A": return .text(try text(take(int32())))
        case "z", "Z": return .text(try text(shortBytes()))
        case "r":
            let index = try int32()
            guard references.indices.contains(index), let value = references[index] else {
                throw Fault(description: "a reference to no value")
            }
            return value
        case ")": return .tuple(try values(Int(take(1).first!)))
        case "(", "[": return .tuple(try values(int32()))
        case "<", ">": return .set(try values(int32()))
        case "{": return try dictionary()
        case "c": return .code(try code())
        default: throw Fault(description: "an unknown kind of value, '\(kind)', at byte \(position - 1)")
        }
    }

    private mutating func shortBytes() throws(Fault) -> ArraySlice<UInt8> { try take(Int(take(1).first!)) }

    private func text(_ bytes: ArraySlice<UInt8>) throws(Fault) -> String {
        // Python writes lone surrogates too; no name or constant that matters here has them.
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Fault(description: "a string that is not UTF-8") }
        return text
    }

    private mutating func values(_ count: Int) throws(Fault) -> [PythonValue] {
        guard count >= 0, count <= bytes.count - position else { throw Fault(description: "\(count) values in too few bytes") }
        var values: [PythonValue] = []
        for _ in 0..<count { values.append(try value()) }
        return values
    }

    private mutating func dictionary() throws(Fault) -> PythonValue {
        var entries: [PythonValue] = []
        while let key = try valueOrEnd() { entries.append(.tuple([key, try value()])) }
        return .dictionary(entries)
    }

    /// Digits of 15 bits, the lowest first; the sign is that of their number.
    private mutating func longInteger() throws(Fault) -> PythonValue {
        let length = try int32()
        var magnitude: UInt = 0
        var isHuge = false
        let digits = try take(2 * Int(length.magnitude))
        for index in stride(from: digits.endIndex - 2, through: digits.startIndex, by: -2) {
            let digit = UInt(digits[index]) | UInt(digits[index + 1]) << 8
            isHuge = isHuge || magnitude >> 47 != 0
            magnitude = magnitude << 15 | digit
        }
        return isHuge ? .hugeInteger : .integer(length < 0 ? -Int(magnitude) : Int(magnitude))
    }

    private mutating func code() throws(Fault) -> PythonCode {
        let parameterCount = try int32()
        if layout == .python311 || layout == .python38 { _ = try int32() }
        if layout != .python2 { _ = try int32() }
        if layout != .python311 { _ = try int32() }
        _ = try int32()  // stack size
        _ = try int32()  // flags
        guard case .bytes(let bytecode) = try value() else { throw Fault(description: "no bytecode in a code object") }
        guard let constants = try value().elements else { throw Fault(description: "no constants in a code object") }
        let names = try strings("names")
        let variables = try strings("variables")
        if layout == .python311 {
            _ = try value()  // kinds of the variables
        } else {
            _ = try strings("free variables")
            _ = try strings("cell variables")
        }
        _ = try value()  // file name
        guard let name = try value().text else { throw Fault(description: "no name in a code object") }
        if layout == .python311 { _ = try value() }  // qualified name
        _ = try int32()  // first line
        _ = try value()  // line table
        if layout == .python311 { _ = try value() }  // exception table
        return PythonCode(
            name: name, names: names, variables: variables, constants: constants, parameterCount: parameterCount,
            bytecode: bytecode)
    }

    private mutating func strings(_ what: String) throws(Fault) -> [String] {
        guard let elements = try value().elements else { throw Fault(description: "no \(what) in a code object") }
        var strings: [String] = []
        for element in elements {
            guard let string = element.text else { throw Fault(description: "\(what) that are no strings in a code object") }
            strings.append(string)
        }
        return strings
    }
}
