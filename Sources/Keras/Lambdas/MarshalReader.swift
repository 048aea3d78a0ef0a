/// Reads Python's marshal format, in which Keras keeps the code of Lambda layers. Nothing is executed.
///
/// The format does not say which Python wrote it, and the fields of a code object differ: every layout from 2.7 to 3.13 is tried,
/// and the one holds that reads sensible fields up to the last byte.
package struct MarshalReader {
    package struct Fault: Error, Equatable, CustomStringConvertible {
        package let description: String
    }

    /// The layouts of a code object.
    package enum Layout: Hashable, Sendable, CaseIterable {
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
    /// Of the values in the code, counting those that are referred to again each time.
    static let greatestWeight = 1 << 16

    private let bytes: [UInt8]
    private let layout: Layout
    private var position = 0
    private var depth = 0
    /// The values that may be referred to again, each with the levels of nesting and the number of values in it: references to lists
    /// of references may stand for far more than the bytes that they take.
    private var references: [Measured?] = []
    private var lastMeasure = Measure()
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
        lastMeasure = Measure()
        let value = try body(of: UnicodeScalar(byte & 0x7F))
        guard lastMeasure.height <= Self.greatestDepth, lastMeasure.weight <= Self.greatestWeight else {
            throw Fault(description: "values nested too deeply or repeated too often")
        }
        if isReferenced { references[slot] = value.map { Measured(value: $0, measure: lastMeasure) } }
        return value
    }

    private struct Measured {
        let value: PythonValue
        let measure: Measure
    }

    private struct Measure {
        var height = 1
        var weight = 1

        mutating func add(_ part: Measure) {
            height = max(height, part.height + 1)
            weight = min(weight + part.weight, MarshalReader.greatestWeight + 1)
        }
    }

    /// The next value, which is a part of the one that `whole` measures.
    private mutating func part(of whole: inout Measure) throws(Fault) -> PythonValue {
        let part = try value()
        whole.add(lastMeasure)
        return part
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
            guard references.indices.contains(index), let reference = references[index] else {
                throw Fault(description: "a reference to no value")
            }
            lastMeasure = reference.measure
            return reference.value
        case ")": return .tuple(try values(Int(take(1).first!)))
        case "(", "[": return .tuple(try values(int32()))
        case "<", ">": return .set(try values(int32()))
        case "{": return try dictionary()
        case ":":
            var measure = Measure()
            let slice = PythonValue.slice(try part(of: &measure), try part(of: &measure), try part(of: &measure))
            lastMeasure = measure
            return slice
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
        var measure = Measure()
        for _ in 0..<count {
            values.append(try part(of: &measure))
            guard measure.weight <= Self.greatestWeight else {
                throw Fault(description: "values nested too deeply or repeated too often")
            }
        }
        lastMeasure = measure
        return values
    }

    private mutating func dictionary() throws(Fault) -> PythonValue {
        var entries: [PythonValue] = []
        var measure = Measure()
        while let key = try valueOrEnd() {
            measure.add(lastMeasure)
            entries.append(.tuple([key, try part(of: &measure)]))
        }
        lastMeasure = measure
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
        var measure = Measure()
        let parameterCount = try count()
        if layout == .python311 || layout == .python38 { _ = try int32() }
        let keywordOnlyCount = layout == .python2 ? 0 : try count()
        if layout != .python311 { _ = try int32() }  // number of variables
        _ = try int32()  // stack size
        let flags = try int32()
        guard case .bytes(let bytecode) = try value() else { throw Fault(description: "no bytecode in a code object") }
        guard let constants = try part(of: &measure).elements else { throw Fault(description: "no constants in a code object") }
        let names = try strings("names")
        let variables = try strings("variables")
        let (cells, freeVariables) =
            layout == .python311
            ? try joinedVariables(variables) : (try strings("cell variables", after: "free variables"))
        let fileName = try value().text ?? ""
        guard let name = try value().text else { throw Fault(description: "no name in a code object") }
        if layout == .python311 { _ = try value() }  // qualified name
        let firstLine = try int32()
        _ = try value()  // line table
        if layout == .python311 { _ = try value() }  // exception table
        guard parameterCount + keywordOnlyCount <= variables.count else {
            throw Fault(description: "\(parameterCount + keywordOnlyCount) parameters among \(variables.count) variables")
        }
        lastMeasure = measure
        return PythonCode(
            layout: layout, name: name, fileName: fileName, firstLine: firstLine, names: names, variables: variables,
            cells: cells,
            freeVariables: freeVariables, constants: constants, parameterCount: parameterCount,
            keywordOnlyCount: keywordOnlyCount, flags: flags, bytecode: bytecode)
    }

    /// A number of parameters, of which there are at most as many as bytes.
    private mutating func count() throws(Fault) -> Int {
        let count = try int32()
        guard (0...bytes.count).contains(count) else { throw Fault(description: "\(count) parameters") }
        return count
    }

    /// The names of cells and free variables, which stand in this order on the stack and in the other one in the file.
    private mutating func strings(_ cells: String, after free: String) throws(Fault) -> (cells: [String], free: [String]) {
        let freeVariables = try strings(free)
        return (try strings(cells), freeVariables)
    }

    /// Since 3.11 a byte for each variable says whether it is a cell (0x40) or a free variable (0x80).
    private mutating func joinedVariables(_ variables: [String]) throws(Fault) -> (cells: [String], free: [String]) {
        guard case .bytes(let kinds) = try value(), kinds.count == variables.count else {
            throw Fault(description: "no kind for each variable in a code object")
        }
        let pairs = zip(variables, kinds)
        return (pairs.filter { $1 & 0x40 != 0 }.map { $0.0 }, pairs.filter { $1 & 0x80 != 0 }.map { $0.0 })
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
