import Dataflow
import DataflowTesting
import Foundation
import TestMaterial
import Testing

@Suite("dead letters", .timeLimit(.minutes(5)))
struct DeadLetterTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func pipeline(_ letters: String, into sink: ProbeSink<Int>, faulty: @escaping @Sendable (Int) -> Bool) -> Pipeline {
        Pipeline {
            CountingSource(count: 40)
            Apply { (number: Int) -> Int? in
                if faulty(number) { throw InjectedFault(position: number) }
                return number
            }.named("strict").workers(2).onError(.deadLetter(letters))
            sink.named("sink")
        }
    }

    @Test("an item that fails is written with its identity, origin, stage and error, and can be run again alone")
    func runAgain() async throws {
        let path = folder.path("out/dead.jsonl")
        let first = ProbeSink<Int>()
        let report = try await pipeline(path, into: first) { $0 % 10 == 9 }.run()
        #expect((report.stored, report.deadLettered) == (36, 4))
        expectConserved(report)
        let line = try #require(String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").first)
        #expect(
            line.contains("\"error\":\"injected fault at item") && line.contains("\"origin\":\"number-")
                && line.contains("\"source\":\"numbers\",\"stage\":\"strict\""))
        let letters = try DeadLetter.read(path)
        #expect(letters.map(\.index) == [9, 19, 29, 39])
        #expect(letters.allSatisfy { $0.attempts == 1 && $0.stage == "strict" && $0.origin == "number-\($0.index)" })

        let second = ProbeSink<Int>()
        let again = try await pipeline(path, into: second) { $0 == 19 }.run(
            start: RunStart(isResuming: true), items: .only(letters))
        #expect(second.stored == [9, 29, 39])
        #expect((again.emitted, again.stored, again.deadLettered) == (4, 3, 1))
        #expect(again.part("numbers")?.passedOver == 36)
        #expect(again.missing.isEmpty)
        expectConserved(again)
        #expect(try DeadLetter.read(path).map(\.index) == [19])
    }

    @Test("letters of items that a later run has brought through are taken out, those it did not try stay")
    func cleared() async throws {
        let path = folder.path("dead.jsonl")
        _ = try await pipeline(path, into: ProbeSink<Int>()) { $0 % 10 == 9 }.run()
        let resumed = RunStart(isResuming: true)
        let some = ItemSelection.only(try DeadLetter.read(path).filter { $0.index < 20 })
        _ = try await pipeline(path, into: ProbeSink<Int>()) { _ in false }.run(start: resumed, items: some)
        #expect(try DeadLetter.read(path).map(\.index) == [29, 39])
        _ = try await pipeline(path, into: ProbeSink<Int>()) { $0 == 39 }.run(start: resumed)
        #expect(try DeadLetter.read(path).map(\.index) == [39])
        #expect(try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").count == 1)
    }

    @Test("items that the source no longer has are named in the report")
    func missing() async throws {
        let letter = DeadLetter(
            item: ItemID(source: "numbers", index: 77), origin: "number-77", stage: "strict", error: "x", attempts: 1)
        let report = try await pipeline(folder.path("dead.jsonl"), into: ProbeSink<Int>()) { _ in false }.run(
            items: .only([letter]))
        #expect(report.missing == [letter.item])
        #expect(report.emitted == 0)
    }

    @Test("a source that gives another file under the same number fails the run")
    func changed() async throws {
        let letter = DeadLetter(
            item: ItemID(source: "numbers", index: 7), origin: "number-8", stage: "strict", error: "x", attempts: 1)
        let pipeline = pipeline(folder.path("dead.jsonl"), into: ProbeSink<Int>()) { _ in false }
        let failure = try #require(
            await #expect(throws: RunFailure.self) { try await pipeline.run(items: .only([letter])) })
        #expect(
            "\(failure.cause)"
                == "item numbers#7: expected number-8, found number-7: give the source the files that it had before")
    }

    @Test("a file that can't be written is refused before the run")
    func unwritable() async throws {
        let file = try folder.write("x", to: "file")
        let error = await #expect(throws: FileRefusal.self) {
            try await pipeline(file + "/dead.jsonl", into: ProbeSink<Int>()) { _ in false }.run()
        }
        #expect(error?.description == "\(file): expected a folder for \(file)/dead.jsonl, found: Not a directory; check the path")
    }

    @Test("a line that is no letter is refused with its number")
    func foreign() throws {
        let path = try folder.write("{\"source\":\"a\"}\n", to: "dead.jsonl")
        let error = #expect(throws: FileRefusal.self) { try DeadLetter.read(path) }
        #expect(error?.path == "\(path):1")
    }
}
