import Foundation
import NeuralNetwork
import TestMaterial
import Testing

@Suite("what tuning keeps on the disk")
struct TuningCacheTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path("cache/framerill/\(TuningCache.fileName)") }

    init() throws { folder = try TemporaryFolder() }

    private func cache(machine: String = "this one") -> TuningCache {
        TuningCache(folder: folder.path("cache/framerill"), machine: machine)
    }

    @Test("an answer is there for the next program, on the same machine only")
    func persistence() {
        #expect(cache()["a"] == nil)
        cache().keep("direct", for: "a")
        cache().keep("winograd", for: "b")
        #expect(cache()["a"] == "direct")
        #expect(cache()["b"] == "winograd")
        #expect(cache(machine: "another")["a"] == nil)
    }

    @Test("a question of several lines and tabs is one line")
    func separators() {
        cache().keep("direct", for: "a\tb\nc")
        cache().keep("winograd", for: "d")
        #expect(cache()["d"] == "winograd")
        #expect(cache()["a b c"] == "direct")
    }

    @Test(
        "a damaged file counts as empty and is written anew",
        arguments: ["", "garbage", "framerill tuning 3 0\nthis one | a\twinograd\n", "\u{0}\u{1}\u{2}\n"])
    func damage(content: String) throws {
        cache().keep("direct", for: "a")
        try content.write(toFile: path, atomically: false, encoding: .utf8)
        let damaged = cache()
        #expect(damaged["a"] == nil)
        damaged.keep("winograd", for: "b")
        #expect(cache()["a"] == nil)
        #expect(cache()["b"] == "winograd")
    }

    @Test("every single byte that changes, and every cut, is noticed")
    func smallDamage() throws {
        cache().keep("direct", for: "a")
        let whole = try Data(contentsOf: URL(filePath: path))
        for place in whole.indices {
            var changed = whole
            changed[place] ^= 1
            try changed.write(to: URL(filePath: path))
            #expect(cache()["a"] == nil, "byte \(place)")
            try whole.prefix(place).write(to: URL(filePath: path))
            #expect(cache()["a"] == nil, "cut at \(place)")
        }
    }

    @Test("the file of another version counts as empty")
    func version() throws {
        cache().keep("direct", for: "a")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.hasPrefix("framerill tuning 3 "))
        try text.replacingOccurrences(of: "tuning 3", with: "tuning 2").write(toFile: path, atomically: false, encoding: .utf8)
        #expect(cache()["a"] == nil)
    }

    @Test("where nothing can be written, answers hold as long as the process")
    func unwritable() throws {
        // A file where a folder would have to be: that stops root too.
        let file = try folder.write("", to: "file")
        let cache = TuningCache(folder: "\(file)/framerill", machine: "this one")
        cache.keep("direct", for: "a")
        #expect(cache["a"] == "direct")
        #expect(TuningCache(folder: "\(file)/framerill", machine: "this one")["a"] == nil)
        let none = TuningCache(folder: nil, machine: "this one")
        none.keep("direct", for: "a")
        #expect(none["a"] == "direct")
    }

    @Test("programs that write at once leave a whole file and nothing else")
    func concurrency() async throws {
        await withTaskGroup { group in
            for program in 0..<8 {
                group.addTask {
                    let own = cache()
                    for question in 0..<10 {
                        own.keep("\(program) \(question)", for: "\(program) \(question)")
                        #expect(own["\(program) \(question)"] == "\(program) \(question)")
                    }
                }
            }
        }
        let after = cache()
        let kept = (0..<8).flatMap { program in (0..<10).map { "\(program) \($0)" } }.filter { after[$0] != nil }
        // Of two that write at the same instant one may lose; it measures again.
        #expect(!kept.isEmpty)
        for question in kept { #expect(after[question] == question) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("cache/framerill")) == [TuningCache.fileName])
    }

    @Test("deleting the file loses the answers and nothing else")
    func deletion() throws {
        cache().keep("direct", for: "a")
        try FileManager.default.removeItem(atPath: path)
        #expect(cache()["a"] == nil)
        cache().keep("winograd", for: "a")
        #expect(cache()["a"] == "winograd")
    }
}
