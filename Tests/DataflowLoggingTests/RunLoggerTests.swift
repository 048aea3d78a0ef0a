import Dataflow
import DataflowLogging
import DataflowTesting
import InMemoryLogging
import Logging
import Testing

@Suite("Logs of a run", .timeLimit(.minutes(5)))
struct RunLoggerTests {
    @Test("name stage, item, origin and error in the metadata")
    func lines() async throws {
        let memory = InMemoryLogHandler()
        var logger = Logger(label: "test") { _ in memory }
        logger.logLevel = .debug
        let report = try await Pipeline {
            CountingSource(count: 4)
            Apply { (number: Int) in
                if number == 1 { throw InjectedFault(position: 1) }
                return number == 2 ? nil : number
            }.named("picky").onError(.retry(times: 1, then: .skip))
            ProbeSink<Int>().named("sink")
        }.run(observers: [RunLogger(logger)])
        let entries = memory.entries
        #expect(
            entries.map { "\($0.level): \($0.message)" } == [
                "info: run begins", "warning: item is tried again", "warning: item skipped", "debug: item filtered",
                "info: run is over",
            ])
        #expect(entries[0].metadata["parts"] == "numbers picky sink")
        #expect(
            entries[1].metadata == [
                "stage": "picky", "item": "numbers#1", "origin": "number-1", "error": "injected fault at item 1", "attempts": "1",
            ])
        #expect(entries[4].metadata["stored"] == "2")
        expectConserved(report)
    }

    @Test("name the failure that ended a run")
    func failure() async throws {
        let memory = InMemoryLogHandler()
        let logger = Logger(label: "test") { _ in memory }
        let failure = try await #require(throws: RunFailure.self) {
            try await Pipeline {
                CountingSource(count: 4)
                Apply { (number: Int) in number }.failing(Fault(.throwing, at: 2)).named("faulty")
                ProbeSink<Int>()
            }.run(observers: [RunLogger(logger)])
        }
        let error = try #require(memory.entries.first { $0.level == .error })
        #expect((error.metadata["stage"], error.metadata["item"]) == ("faulty", "numbers#2"))
        #expect(memory.entries.last?.metadata["ending"] == "failed")
        expectConserved(failure.report)
    }
}
