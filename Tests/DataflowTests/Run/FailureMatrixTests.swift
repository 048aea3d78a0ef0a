import Dataflow
import DataflowTesting
import Testing

@Suite("Failures", .timeLimit(.minutes(5)))
struct FailureMatrixTests {
    @Test(
        "whatever a part does wrong, the run ends, names what is to blame, and loses nothing",
        arguments: FaultyPart.allCases, Misconduct.allCases)
    func matrix(part: FaultyPart, misconduct: Misconduct) async throws {
        for filling in Filling.allCases {
            for capacity in [1, 2, 64] {
                for workers in [1, 4] {
                    try await FaultCase(
                        part: part, misconduct: misconduct, filling: filling, capacity: capacity, workers: workers
                    ).check()
                }
            }
        }
    }

    @Test("what was stored before a failure stays, and the failure carries the counts")
    func storedStays() async throws {
        let sink = ProbeSink<Int>()
        let pipeline = Pipeline {
            CountingSource(count: 10)
            sink.failing(Fault(.throwing, at: 4)).named("store")
        }
        let failure = try #require(await #expect(throws: RunFailure.self) { try await pipeline.run() })
        #expect("\(failure)" == "stage \"store\": item numbers#4 (number-4): injected fault at item 4")
        #expect(sink.stored == [0, 1, 2, 3])
        #expect((failure.report.stored, failure.report.failed) == (4, 1))
        expectConserved(failure.report)
    }

    @Test("a sink that can't finish fails the run")
    func finishFails() async throws {
        struct Unfinishable: Sink {
            func store(_ input: Int, id: ItemID) async throws {}
            func finish() async throws { throw InjectedFault(position: -1) }
        }
        let pipeline = Pipeline {
            CountingSource(count: 3)
            Unfinishable().named("store")
        }
        let failure = try #require(await #expect(throws: RunFailure.self) { try await pipeline.run() })
        #expect("\(failure)" == "stage \"store\": injected fault at item -1")
        #expect(failure.report.stored == 3)
        expectConserved(failure.report)
    }

    @Test("a stage that loses an item is found out")
    func lostItem() async throws {
        struct Loser: Stage {
            func run(from inlet: Inlet<Int>, into outlet: Outlet<Int>) async throws {
                while let item = try await inlet.next(), item.payload != 2 { try await outlet.send(item) }
                while let item = try await inlet.next() { try await outlet.send(item) }
            }
        }
        let report = try await Pipeline {
            CountingSource(count: 5)
            Loser().named("loser")
            ProbeSink<Int>().named("sink")
        }.run()
        #expect(
            report.imbalances == [
                "stage \"loser\": received 5 items and accounted for 4: each item must be sent or filtered"
            ])
    }

    @Test("sending an item twice among several workers is an error that names it")
    func sentTwice() async throws {
        struct Doubler: Stage {
            func run(from inlet: Inlet<Int>, into outlet: Outlet<Int>) async throws {
                while let item = try await inlet.next() {
                    try await outlet.send(item)
                    try await outlet.send(item)
                }
            }
        }
        let pipeline = Pipeline {
            CountingSource(count: 5)
            Doubler().named("doubler").workers(2)
            ProbeSink<Int>()
        }
        let failure = try #require(await #expect(throws: RunFailure.self) { try await pipeline.run() })
        #expect(failure.cause is DataflowError)
    }

    @Test("a stage that ends before its input stops the run, and the rest is counted as filtered")
    func endsEarly() async throws {
        struct First: Stage {
            let count: Int
            func run(from inlet: Inlet<Int>, into outlet: Outlet<Int>) async throws {
                for _ in 0..<count { if let item = try await inlet.next() { try await outlet.send(item) } }
            }
        }
        let sink = ProbeSink<Int>()
        let report = try await Pipeline {
            CountingSource(count: 100_000)
            First(count: 3).named("first")
            sink
        }.run()
        #expect(sink.stored == [0, 1, 2])
        #expect(report.ending == .stopped)
        #expect(report.emitted < 100_000)
        #expect(report.losses.allSatisfy { $0.reason == "the stage had ended before" })
        expectConserved(report)
    }
}
