import Foundation
import Keras
import Testing

/// Code of `space_to_depth_x2` in the layouts of all Pythons, put together by hand.
@Suite struct MarshalTests {
    @Test("code of each Python is read to its name, names and constants", arguments: Python.allCases)
    func layouts(python: Python) throws {
        let code = try MarshalReader.code(in: python.code)
        #expect(code.name == "space_to_depth_x2")
        #expect(code.names == ["tensorflow", "space_to_depth"])
        #expect(code.variables == ["x", "tf"])
        #expect(code.constants == [.none, .integer(0), .integer(2)])
        #expect(code.parameterCount == 1)
        #expect(code.bytecode == [1, 2, 3, 4])
    }

    @Test("code is found in base64 and in escaped characters", arguments: Python.allCases)
    func encodings(python: Python) throws {
        let bytes = python.code
        let base64 = Data(bytes).base64EncodedString(options: .lineLength76Characters) + "\n"
        let characters = String(String.UnicodeScalarView(bytes.map { UnicodeScalar($0) }))
        for text in [base64, characters] {
            let function = try SerializedFunction.read(.array([.string(text), .null, .null]))
            #expect(function.name == "space_to_depth_x2")
        }
    }

    @Test("Keras 3 writes a code object or a name")
    func keras3() throws {
        let code = try JSONParser.parse(
            #"{"class_name": "__lambda__", "config": {"code": "\#(Data(Python.python311.code).base64EncodedString())"}}"#)
        #expect(try SerializedFunction.read(code).name == "space_to_depth_x2")
        let named = try JSONParser.parse(#"{"module": "m", "class_name": "function", "config": "halve"}"#)
        #expect(try SerializedFunction.read(named) == .named("halve", module: "m"))
    }

    @Test("every cut of the code is refused, and so are references to nothing")
    func damage() {
        let code = Python.python38.code
        for length in code.indices {
            #expect(throws: MarshalReader.Fault.self) { try MarshalReader.code(in: Array(code[..<length])) }
        }
        #expect(throws: MarshalReader.Fault.self) { try MarshalReader.code(in: code + [0]) }
        #expect(throws: MarshalReader.Fault.self) { try MarshalReader.code(in: Array("r".utf8) + [9, 0, 0, 0]) }
        #expect(throws: MarshalReader.Fault.self) {
            try MarshalReader.code(in: Array(repeating: [UInt8](")".utf8) + [1], count: 10_000).flatMap(\.self))
        }
    }
}

enum Python: CaseIterable, Sendable {
    case python2, python3, python38, python311

    /// The marshalled code.
    var code: [UInt8] {
        let isPython2 = self == .python2
        func int(_ value: Int32) -> [UInt8] { withUnsafeBytes(of: value.littleEndian) { Array($0) } }
        func bytes(_ value: [UInt8]) -> [UInt8] { Array("s".utf8) + int(Int32(value.count)) + value }
        func name(_ text: String) -> [UInt8] {
            isPython2 ? Array("t".utf8) + int(Int32(text.utf8.count)) + text.utf8 : [0xDA, UInt8(text.utf8.count)] + text.utf8
        }
        func tuple(_ items: [[UInt8]]) -> [UInt8] {
            (isPython2 ? Array("(".utf8) + int(Int32(items.count)) : [0xA9, UInt8(items.count)]) + items.flatMap(\.self)
        }
        let integer = { (value: Int32) in (isPython2 ? Array("i".utf8) : [0xE9]) + int(value) }
        let variables = tuple([name("x"), name("tf")])
        let numbers: [Int32] =
            switch self {
            case .python2: [1, 2, 4, 67]
            case .python3: [1, 0, 2, 4, 67]
            case .python38: [1, 0, 0, 2, 4, 67]
            case .python311: [1, 0, 0, 4, 3]
            }
        var code: [UInt8] = [isPython2 ? 0x63 : 0xE3] + numbers.flatMap(int)
        code += bytes([1, 2, 3, 4])
        code += tuple([Array("N".utf8), integer(0), integer(2)])
        code += tuple([name("tensorflow"), name("space_to_depth")])
        code += variables
        code += self == .python311 ? bytes([0x26, 0x20]) : tuple([]) + tuple([])
        code += name("yolo.py") + name("space_to_depth_x2")
        if self == .python311 { code += name("space_to_depth_x2") }
        code += int(11) + bytes([0, 4])
        if self == .python311 { code += bytes([]) }
        return code
    }
}
