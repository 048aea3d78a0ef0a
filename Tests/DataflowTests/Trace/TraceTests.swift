import Dataflow
import DataflowTesting
import Foundation
import TestMaterial
import Testing

@Suite("Traces", .timeLimit(.minutes(5)))
struct TraceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func trace(_ path: String) throws -> [[String: Any]] {
        let data = try Data(contentsOf: URL(filePath: path))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    }

    private func names(_ events: [[String: Any]], _ phase: String) -> [String: Int] {
        events.filter { $0["ph"] as? String == phase }.reduce(into: [:]) { $0[$1["name"] as? String ?? "", default: 0] += 1 }
    }

    @Test("have a row for each worker, a span for each item, a mark for each loss and the channels' lengths")
    func whole() async throws {
        let path = folder.path("deep/trace.json")
        let file = try TraceFile(path)
        let report = try await Pipeline {
            CountingSource(count: 50)
            Apply { (number: Int) in number.isMultiple(of: 10) ? nil : number }.named("odd \"one\"\n").workers(2)
            ProbeSink<Int>().named("sink")
        }.run(observers: [file])
        try file.close()
        try file.close()
        let events = try trace(path)
        #expect(names(events, "X") == ["numbers": 50, "odd \"one\"\n": 50, "sink": 45])
        #expect(names(events, "i") == ["filtered": 5])
        let rows = events.filter { $0["name"] as? String == "thread_name" }.compactMap { $0["args"] as? [String: String] }
        #expect(rows.compactMap { $0["name"] } == ["numbers/0", "odd \"one\"\n/0", "odd \"one\"\n/1", "sink/0"])
        #expect(Set(names(events, "C").keys) == ["waiting before odd \"one\"\n", "waiting before sink"])
        let span = try #require(events.first { $0["ph"] as? String == "X" && $0["name"] as? String == "sink" })
        let arguments = try #require(span["args"] as? [String: String])
        #expect(arguments == ["item": "numbers#1", "origin": "number-1", "outcome": "stored"])
        let loss = try #require(events.first { $0["ph"] as? String == "i" }?["args"] as? [String: String])
        #expect((loss["item"], loss["stage"], loss["reason"]) == ("numbers#0", "odd \"one\"\n", "the stage returned nothing"))
        #expect(events.allSatisfy { $0["pid"] as? Int == 1 })
        expectConserved(report)
    }

    @Test("are whole after a failure, too")
    func failed() async throws {
        let path = folder.path("trace.json")
        let file = try TraceFile(path)
        let failure = try await #require(throws: RunFailure.self) {
            try await Pipeline {
                CountingSource(count: 20)
                Apply { (number: Int) in number }.failing(Fault(.throwing, at: 7)).named("faulty")
                ProbeSink<Int>()
            }.run(observers: [file])
        }
        try file.close()
        let events = try trace(path)
        #expect(names(events, "i") == ["failed": 1])
        let outcomes = events.filter { $0["name"] as? String == "faulty" }.compactMap {
            ($0["args"] as? [String: Any])?["outcome"] as? String
        }
        #expect(outcomes.count { $0 == "failed" } == 1)
        expectConserved(failure.report)
    }

    @Test("without a run are an empty list")
    func empty() throws {
        let path = folder.path("trace.json")
        try TraceFile(path).close()
        #expect(try trace(path).isEmpty)
    }

    @Test("on a disk that is full leave the run alone, end with a whole event and say so when they are closed")
    func fullDisk() async throws {
        let path = folder.path("trace.json")
        let limit = 6000
        let file = try TraceFile(
            AppendedFile(replacing: path) { descriptor, bytes in
                // A disk of so many bytes, filled to the last.
                let room = limit - Int(lseek(descriptor, 0, SEEK_CUR))
                guard room > 0 else {
                    errno = ENOSPC
                    return -1
                }
                return AppendedFile.systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: bytes.prefix(room)))
            })
        let report = try await Pipeline {
            CountingSource(count: 500)
            ProbeSink<Int>()
        }.run(observers: [file])
        let refusal = try #require(throws: FileRefusal.self) { try file.close() }
        #expect(refusal.description.hasPrefix("\(path): expected room for "))
        #expect(refusal.description.contains("No space left on device"))
        #expect(report.stored == 500)
        _ = try trace(path)
        expectConserved(report)
    }

    @Test("can't be written where there is a folder")
    func refused() {
        #expect(throws: FileRefusal.self) { try TraceFile(folder.url.path) }
    }
}
