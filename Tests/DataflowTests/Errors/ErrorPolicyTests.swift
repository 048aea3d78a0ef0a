import Dataflow
import DataflowTesting
import Synchronization
import TestMaterial
import Testing

@Suite("error policies", .timeLimit(.minutes(5)))
struct ErrorPolicyTests {
    /// Fails at the numbers for which `faulty` says so.
    private static func strict(_ faulty: @escaping @Sendable (Int) -> Bool) -> Apply<Int, Int> {
        Apply { number in
            if faulty(number) { throw InjectedFault(position: number) }
            return number
        }
    }

    @Test("a skipped item is counted and listed, and frees its place in the order", arguments: [1, 4], [1, 2, 64])
    func skip(workers: Int, capacity: Int) async throws {
        let sink = ProbeSink<Int>()
        let report = try await Pipeline {
            CountingSource(count: 500)
            Self.strict { $0 % 7 == 3 }.named("strict").workers(workers).capacity(capacity).onError(.skip)
            sink
        }.run()
        #expect(sink.stored == (0..<500).filter { $0 % 7 != 3 })
        #expect(report.ending == .finished)
        #expect((report.emitted, report.stored, report.skipped, report.failed) == (500, 429, 71, 0))
        let first = try #require(report.losses.first { $0.kind == .skipped && $0.item.index == 3 })
        #expect(first.description == "strict: skipped numbers#3 (number-3): injected fault at item 3")
        #expect(
            report.description.contains("emitted 500 = stored 429 + filtered 0 + dropped 0 + skipped 71 + failed 0 + in flight 0")
        )
        expectConserved(report)
    }

    @Test(
        "of a batch only the items at fault are skipped, whether or not the stage names them", arguments: [1, 3], [true, false])
    func batch(workers: Int, namesThem: Bool) async throws {
        let sink = ProbeSink<Int>()
        let report = try await Pipeline {
            CountingSource(count: 300)
            ApplyBatch(size: 8) { (numbers: [Int]) -> [Int?] in
                guard let position = numbers.firstIndex(where: { $0 % 10 == 4 }) else { return numbers }
                let fault = InjectedFault(position: numbers[position])
                throw namesThem ? FailedInput(position: position, cause: fault) : fault
            }.named("batch").workers(workers).capacity(16).onError(.skip)
            sink
        }.run()
        #expect(sink.stored == (0..<300).filter { $0 % 10 != 4 })
        #expect(report.skipped == 30)
        let losses = report.losses.filter { $0.kind == .skipped }
        #expect(losses.allSatisfy { $0.reason == "injected fault at item \($0.item.index)" && $0.item.index % 10 == 4 })
        expectConserved(report)
    }

    @Test("an item is tried again after a pause that doubles, and goes on in its place")
    func retry() async throws {
        let (clock, sink) = (ManualClock(), ProbeSink<Int>())
        let tries = Mutex(0)
        async let running = Pipeline {
            CountingSource(count: 5)
            Apply { (number: Int) -> Int? in
                guard number == 2 else { return number }
                let count = tries.withLock { tries in
                    tries += 1
                    return tries
                }
                if count < 4 { throw InjectedFault(position: number) }
                return number
            }.named("flaky").onError(.retry(times: 3, backoff: .seconds(1)))
            sink
        }.run(clock: RunClock(clock))
        for pause in [1, 2, 4] {
            try await clock.waitForSleepers()
            clock.advance(by: .seconds(pause) - .nanoseconds(1))
            #expect(clock.sleepers == 1)
            clock.advance(by: .nanoseconds(1))
        }
        let report = try await running
        #expect(sink.stored == [0, 1, 2, 3, 4])
        #expect(report.part("flaky")?.retried == 3)
        expectConserved(report)
    }

    @Test("when the attempts are used up, the last resort holds", arguments: [ErrorPolicy.LastResort.fail, .skip])
    func usedUp(lastResort: ErrorPolicy.LastResort) async throws {
        let sink = ProbeSink<Int>()
        let tries = Mutex(0)
        let pipeline = Pipeline {
            CountingSource(count: 5)
            Apply { (number: Int) -> Int? in
                guard number == 2 else { return number }
                tries.withLock { $0 += 1 }
                throw InjectedFault(position: number)
            }.named("broken").onError(.retry(times: 2, then: lastResort))
            sink
        }
        if lastResort == .skip {
            let report = try await pipeline.run()
            #expect(sink.stored == [0, 1, 3, 4])
            expectConserved(report)
        } else {
            let failure = try #require(await #expect(throws: RunFailure.self) { try await pipeline.run() })
            #expect("\(failure)" == "stage \"broken\": item numbers#2 (number-2): injected fault at item 2")
            expectConserved(failure.report)
        }
        #expect(tries.withLock(\.self) == 3)
    }

    @Test("a source skips what it can't make and keeps the numbers of the others")
    func source() async throws {
        struct Files: Source {
            let name = "files"
            func emit(into outlet: SourceOutlet<Int>) async throws {
                for number in 0..<6 {
                    try await outlet.send(origin: "file-\(number)") {
                        if number == 1 { throw InjectedFault(position: number) }
                        return number
                    }
                }
            }
        }
        let sink = ProbeSink<Int>()
        let report = try await Pipeline {
            Files().onError(.skip)
            sink
        }.run()
        #expect(sink.storedIDs.map(\.index) == [0, 2, 3, 4, 5])
        #expect((report.emitted, report.stored, report.skipped) == (6, 5, 1))
        #expect(report.losses.first?.description == "files: skipped files#1 (file-1): injected fault at item 1")
        expectConserved(report)

        let failure = try #require(
            await #expect(throws: RunFailure.self) {
                try await Pipeline {
                    Files()
                    ProbeSink<Int>()
                }.run()
            })
        #expect(failure.item == ItemID(source: "files", index: 1))
        expectConserved(failure.report)
    }

    @Test("a sink skips what it can't store")
    func sink() async throws {
        let probe = ProbeSink<Int>()
        let report = try await Pipeline {
            CountingSource(count: 20)
            probe.failing(Fault(.throwing, at: 4)).named("store").onError(.skip)
        }.run()
        #expect(probe.stored == (0..<20).filter { $0 != 4 })
        #expect(probe.endings == [.finished])
        #expect((report.stored, report.skipped) == (19, 1))
        expectConserved(report)
    }

    @Test("a stage that fails while it holds more items than it took at once fails the run, whatever its policy")
    func hoarder() async throws {
        struct Hoarder: Stage {
            func run(from inlet: Inlet<Int>, into outlet: Outlet<Int>) async throws {
                _ = try await inlet.next()
                _ = try await inlet.next()
                throw InjectedFault(position: 1)
            }
        }
        let pipeline = Pipeline {
            CountingSource(count: 5)
            Hoarder().named("hoarder").onError(.skip)
            ProbeSink<Int>()
        }
        let failure = try #require(await #expect(throws: RunFailure.self) { try await pipeline.run() })
        #expect(failure.stage == "hoarder")
    }

    @Test("a stage that fails before it has taken an item fails the run, whatever its policy")
    func failsAtNothing() async throws {
        struct Unready: Stage {
            func run(from inlet: Inlet<Int>, into outlet: Outlet<Int>) async throws { throw InjectedFault(position: -1) }
        }
        let pipeline = Pipeline {
            CountingSource(count: 5)
            Unready().named("unready").onError(.retry(times: 2, then: .skip))
            ProbeSink<Int>()
        }
        let failure = try #require(await #expect(throws: RunFailure.self) { try await pipeline.run() })
        #expect("\(failure)" == "stage \"unready\": injected fault at item -1")
        expectConserved(failure.report)
    }

    @Test("an item that waits for another attempt when the run is cancelled is in flight")
    func cancelledWhileWaiting() async throws {
        let (clock, control) = (ManualClock(), RunControl())
        async let running = Pipeline {
            CountingSource(count: 100)
            Self.strict { $0 == 3 }.named("strict").onError(.retry(times: 5, backoff: .seconds(9)))
            ProbeSink<Int>()
        }.run(control: control, clock: RunClock(clock))
        try await clock.waitForSleepers()
        control.cancel()
        let report = try await running
        #expect(report.ending == .cancelled)
        #expect(report.stored <= 3)
        expectConserved(report)
    }
}
