import Dataflow
import Foundation
import PipelineFile
import TestMaterial
import Testing

@Suite("YAML")
struct YAMLTests {
    /// The problems where `value` is what the option `model` is given, in a file that is sound but for that.
    private func problemsOf(_ value: String, option: String = "model") -> [String] {
        let model = option == "model" ? "" : "\n    model: m"
        return problems("stages:\n- count: { up-to: 3 }\n- scale\n- predict:\n    \(option): \(value)\(model)\n- print\n")
    }

    @Test(
        "a syntax error has a place",
        arguments: [
            (
                "stages:\n  - count: { up-to: 3\n  - print\n",
                "toy.yaml:4:1: not valid YAML: while parsing a flow mapping that begins at line 2, column 12: did not find expected ',' or '}'"
            ),
            (
                "stages:\n\t- count\n",
                "toy.yaml:2:1: not valid YAML: while scanning for the next token that begins at line 2, column 1: found character that cannot start any token; indent with spaces, not tabs"
            ),
            (
                "stages:\n- count: \"abc\n",
                "toy.yaml:3:1: not valid YAML: while scanning a quoted scalar that begins at line 2, column 10: found unexpected end of stream"
            ),
            (
                "name: a: b\n",
                "toy.yaml:1:8: not valid YAML: mapping values are not allowed in this context"
            ),
            ("name: \u{1}\n", "toy.yaml:1:7: not valid YAML: control characters are not allowed (U+0001); remove the character"),
            (
                "name: x\n---\nname: y\n",
                "toy.yaml:2:1: expected one document, found another after \"---\"; put it in a file of its own"
            ),
            (
                "name: @home\n",
                "toy.yaml:1:7: not valid YAML: while scanning for the next token that begins at line 1, column 7: found character that cannot start any token; put text that begins with this character in quotes"
            ),
        ])
    func syntax(_ text: String, _ problem: String) {
        #expect(problems(text) == [problem])
    }

    @Test("nesting without end is refused, whether in brackets or by dashes")
    func nesting() {
        let deep = problems("stages: " + String(repeating: "[", count: 100_000))
        #expect(
            deep == [
                "toy.yaml:1:10: not valid YAML: nested more than 1000 levels deep"
            ])
        #expect(problems(String(repeating: "- ", count: 100_000)).count == 1)
    }

    @Test("aliases to aliases, also as keys, cost nothing and are refused one by one")
    func aliasBomb() {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...60 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        text += "? *a60\n: 1\n"
        let found = problems(text)
        #expect(found.contains { $0.hasPrefix("toy.yaml:2:10: *a0 would be an alias") } || found.contains { $0.contains("&a0") })
        #expect(found.contains { $0.hasPrefix("toy.yaml:62:3: *a60 would be an alias") })
    }

    @Test("anchors, aliases, merge keys and tags are refused with their places")
    func refused() {
        #expect(
            problemsOf("&a m") == [
                "toy.yaml:5:12: the anchor \"&a\" is not supported; remove it, and write the value out where it is needed"
            ])
        #expect(
            problemsOf("*a") == [
                "toy.yaml:5:12: *a would be an alias, which is not supported; put text that begins with \"*\" in quotes"
            ])
        #expect(
            problemsOf("*.jpg") == [
                "toy.yaml:5:12: *.jpg would be an alias, which is not supported; put text that begins with \"*\" in quotes"
            ])
        #expect(problemsOf("!!str 12") == ["toy.yaml:5:12: the tag \"tag:yaml.org,2002:str\" is not supported; remove it"])
        #expect(problemsOf("!mine m") == ["toy.yaml:5:12: the tag \"!mine\" is not supported; remove it"])
        #expect(problemsOf("!mine [a]") == ["toy.yaml:5:12: the tag \"!mine\" is not supported; remove it"])
        #expect(problemsOf("{}", option: "<<") == ["toy.yaml:5:5: merge keys (\"<<\") are not supported; write the values out"])
        #expect(problemsOf("x", option: "[a]") == ["toy.yaml:5:5: expected a name before \":\", found a list or a map"])
        #expect(problemsOf("x", option: "''") == ["toy.yaml:5:5: expected a name before \":\", found nothing"])
    }

    @Test("stars inside text, quoted or not, and in comments are what they are")
    func stars() throws {
        let plan = try plan(
            "stages: # *all* of them\n- count: { up-to: 3 }\n- scale\n- predict: { model: 'a*b', classes: [c*d, \"*e\"] }\n- print\n"
        )
        #expect("\(plan.stages[2].options)".contains("a*b"))
        #expect(plan.stages[2].options["classes"]?.value.description == "[c*d, *e]")
    }

    @Test("every key that is written again is reported, whatever else is wrong")
    func duplicates() {
        #expect(
            problems("name: a\nname: b\nstages:\n- count: { up-to: 1, 'up-to': 2, \"up-to\": 3 }\n- print\nname: c\n")
                == [
                    "toy.yaml:2:1: \"name\" is written twice, first at toy.yaml:1:1; keep one",
                    "toy.yaml:4:22: \"up-to\" is written twice, first at toy.yaml:4:12; keep one",
                    "toy.yaml:4:34: \"up-to\" is written twice, first at toy.yaml:4:12; keep one",
                    "toy.yaml:5:3: stage \"print\": reads the slot \"boxes\", which no stage before it fills; add \"predict\" or \"tidy\" before it",
                    "toy.yaml:6:1: \"name\" is written twice, first at toy.yaml:1:1; keep one",
                ])
    }

    @Test("lines end where the parser ends them", arguments: ["\r", "\r\n", "\u{85}", "\u{2028}"])
    func lineEnds(_ end: String) {
        let found = problems("# one\(end)name: a\nname: b\nstages: []")
        #expect(
            found == [
                "toy.yaml:3:1: \"name\" is written twice, first at toy.yaml:2:1; keep one",
                "toy.yaml:4:9: expected a list of stages under \"stages:\", found an empty list",
            ])
    }

    @Test("a key written again that is no plain name is reported as well", arguments: ["[a]", "\"\"", "\"\\x41\""])
    func strangeDuplicates(_ key: String) {
        let found = problems("? \(key)\n: 1\n? \(key)\n: 2\n")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("toy.yaml:1:3: ") == true)
        #expect(found.first?.hasSuffix("is written more than once; keep one") == true)
    }

    @Test(
        "what YAML 1.1 reads as a number or a truth is text",
        arguments: [
            "yes", "No", "on", "TRUE", "010", "0x1F", "0o17", "1_000", "190:20:30", "2001-12-14", "1e", "+", ".", "=", "Null",
            "0b1",
        ])
    func plainText(_ word: String) {
        #expect(problemsOf(word) == [])
        #expect(problemsOf(word, option: "batch").first?.hasSuffix("found text \"\(word)\"") == true)
    }

    @Test(
        "numbers are read as YAML 1.2's core schema has them",
        arguments: [
            ("1", true), ("0.5", true), (".5", true), ("1.", true), ("5e-1", true), ("+0", true), ("-0.0", true), ("1e2", false),
            (".inf", false),
        ])
    func numbers(_ word: String, _ isTaken: Bool) {
        #expect(problemsOf(word, option: "threshold").isEmpty == isTaken)
    }

    @Test("the shortest texts are read whole", arguments: ["a", "é", "[", "- a", "a: b", "\"", "{a: 1}", "stages:"])
    func short(_ text: String) {
        let found = problems(text)
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.hasPrefix("toy.yaml:1:") })
    }

    @Test("files that can't be read are told apart")
    func files() throws {
        let folder = try TemporaryFolder()
        func problem(_ name: String, _ bytes: [UInt8]? = nil) throws -> String {
            let path = folder.path(name)
            if let bytes { try Data(bytes).write(to: URL(fileURLWithPath: path)) }
            do {
                let file = try PipelineFile(path: path)
                return "read \(file.path == path)"
            } catch {
                return "\(error)".replacing(folder.url.path + "/", with: "")
            }
        }
        #expect(try problem("none.yaml") == "none.yaml:1:1: expected a pipeline file, found no file of that name")
        #expect(try problem("").hasSuffix(":1:1: expected a pipeline file, found a folder"))
        #expect(
            try problem("latin.yaml", Array("a: b\nc: é".utf8.dropLast()) + [0x20])
                == "latin.yaml:2:4: expected UTF-8 text, found other bytes; save the file as UTF-8")
        #expect(
            try problem("large.yaml", [UInt8](repeating: 0x20, count: 1 << 21))
                == "large.yaml:1:1: expected a pipeline file, found more than 1048576 bytes")
        #expect(try problem("marked.yaml", [0xEF, 0xBB, 0xBF] + Array(soundFile.utf8)) == "read true")
        #expect(try problem("windows.yaml", Array(soundFile.replacing("\n", with: "\r\n").utf8)) == "read true")
    }
}
