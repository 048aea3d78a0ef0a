import Keras
import Testing

@Suite struct JSONTests {
    @Test("values keep their kind and objects their order")
    func values() throws {
        let value = try JSONParser.parse(#" {"b": [1, -2, 1.5, 1e-3, true, null], "a": "x\n\"é\u00e9\ud83d\ude00"} "#)
        #expect("\(value)".hasPrefix(#"{"b": [1"#))
        #expect(value[key: "b"] == .array([.integer(1), .integer(-2), .number(1.5), .number(1e-3), .bool(true), .null]))
        #expect(value[key: "a"] == .string("x\n\"éé😀"))
        #expect(try JSONParser.parse("\(value)") == value)
    }

    @Test("Python's literals of floats are read")
    func pythonLiterals() throws {
        let value = try JSONParser.parse("[NaN, Infinity, -Infinity]")
        let numbers = value.elements?.compactMap(\.number) ?? []
        #expect(numbers.count == 3)
        #expect(numbers[0].isNaN && numbers[1] == .infinity && numbers[2] == -.infinity)
    }

    @Test("tuples of tf.keras are lists")
    func tuples() throws {
        let value = try JSONParser.parse(#"{"class_name": "__tuple__", "items": [1, 2]}"#)
        #expect(value.elements == [.integer(1), .integer(2)])
    }

    @Test(
        "broken text is refused with its byte",
        arguments: [
            ("", "at byte 0 expected a value, found the end"),
            ("[1, 2", "at byte 5 expected ',' or ']', found the end"),
            ("[1,]", "at byte 3 expected a value, found ']'"),
            (#"{"a": 1, "a": 2}"#, #"at byte 9 expected each key once, found "a" again"#),
            (#"{a: 1}"#, "at byte 1 expected a key in quotes, found 'a'"),
            ("1 2", "at byte 2 expected the end of the text, found '2'"),
            ("1.2.3", #"at byte 0 expected a number, found "1.2.3""#),
            (#""\ud800""#, "at byte 3 expected a pair of surrogates, found one alone"),
            ("\"a\nb\"", "at byte 2 expected a character, found control byte 10"),
        ])
    func faults(text: String, message: String) {
        #expect {
            try JSONParser.parse(text)
        } throws: {
            "\($0)" == message
        }
    }

    @Test("nesting without end is refused")
    func depth() {
        #expect {
            try JSONParser.parse(String(repeating: "[", count: 100_000))
        } throws: {
            "\($0)" == "at byte 256 expected at most 256 levels of nesting, found '['"
        }
    }
}
