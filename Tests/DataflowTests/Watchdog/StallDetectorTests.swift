import Dataflow
import Testing

@Suite("What looks at a run tell")
struct StallDetectorTests {
    private static let busy = RunSight.Worker(.working)
    private static let hungry = RunSight.Worker(.waitingForInput)
    private static let full = RunSight.Worker(.waitingForOutput)

    /// A source, a stage and a sink.
    private func sight(
        _ source: RunSight.Worker, _ stage: RunSight.Worker..., sink: RunSight.Worker, moved: Int = 0, senders: Int = 0,
        receivers: Int = 0
    ) -> RunSight {
        RunSight(
            parts: [
                RunSight.Part(.source, "load", [source]), RunSight.Part(.stage, "detect", stage),
                RunSight.Part(.sink, "store", [sink]),
            ],
            queues: [
                RunSight.Queue(
                    StallReport.Queue(of: "detect", used: 4, capacity: 4), senders: senders, receivers: receivers,
                    counts: ChannelCounts(sent: moved)),
                RunSight.Queue(StallReport.Queue(of: "store", used: 0, capacity: 4)),
            ])
    }

    /// What each of several looks, a second apart, gives.
    private func actions(
        _ sights: [RunSight], patience: Duration? = .seconds(3), ends: Bool = false
    ) -> [StallDetector.Action] {
        var detector = StallDetector(patience: patience, ends: ends, interval: .seconds(1))
        return sights.enumerated().map { detector.look($1, at: .seconds($0)) }
    }

    private func report(_ action: StallDetector.Action?) throws -> StallReport {
        switch try #require(action) {
        case .stalled(let report), .movingAgain(let report), .end(let report): return report
        case .nothing: throw Unmet()
        }
    }

    private struct Unmet: Error {}

    @Test("a run that moves between all looks is never told")
    func moves() {
        let sights = (0..<20).map { sight(Self.full, Self.busy, sink: Self.hungry, moved: $0) }
        #expect(actions(sights).allSatisfy { $0 == .nothing })
    }

    @Test("a stall is told once, and once when it is over, with its length")
    func once() throws {
        let still = sight(Self.full, Self.busy, sink: Self.hungry)
        let found = actions(Array(repeating: still, count: 6) + [sight(Self.full, Self.busy, sink: Self.hungry, moved: 1)])
        #expect(found.prefix(3).allSatisfy { $0 == .nothing })
        #expect(try report(found[3]).duration == .seconds(3))
        #expect(found[4...5].allSatisfy { $0 == .nothing })
        guard case .movingAgain(let over) = found[6] else { throw Unmet() }
        #expect(over.isOver && over.duration == .seconds(6) && over.cause == .stuckStage)
    }

    @Test("the cause and the part are found")
    func causes() throws {
        let cases: [(RunSight, StallReport.Cause, String)] = [
            (sight(Self.busy, Self.hungry, sink: Self.hungry), .idleSource, "load"),
            (sight(Self.full, Self.full, sink: Self.busy), .slowConsumer, "store"),
            (sight(Self.full, Self.full, Self.busy, sink: Self.busy), .stuckStage, "store"),
            (sight(Self.full, Self.busy, sink: Self.hungry), .stuckStage, "detect"),
            (sight(Self.full, Self.busy, Self.hungry, sink: Self.hungry), .stuckStage, "detect"),
            // The last item, at which nothing waits for room.
            (sight(RunSight.Worker(.ended), Self.hungry, sink: Self.busy), .stuckStage, "store"),
            // Waits that no queue knows of are not certain, and told only in time.
            (sight(Self.full, Self.full, sink: Self.hungry), .deadlock, "detect"),
        ]
        for (still, cause, part) in cases {
            let found = try report(actions(Array(repeating: still, count: 4)).last)
            #expect((found.cause, found.stage) == (cause, part), "\(found)")
        }
    }

    @Test("of several busy parts the one is named that has been at its item for longest")
    func longest() throws {
        let later = RunSight.Worker(.working, counts: [1])
        let first = sight(Self.full, Self.busy, sink: Self.busy)
        let found = try report(actions([first] + Array(repeating: sight(Self.full, Self.busy, sink: later), count: 4)).last)
        #expect(found.stage == "detect")
        #expect(found.parts[1].workers[0].since == .seconds(4))
        #expect(found.parts[2].workers[0].since == .seconds(3))
    }

    @Test("a wait for a timer is no stall, however long, and the time after it counts anew")
    func timers() throws {
        let pausing = sight(Self.full, RunSight.Worker(.working, hasTimer: true), sink: Self.hungry)
        let still = sight(Self.full, Self.busy, sink: Self.hungry)
        let found = actions(Array(repeating: pausing, count: 50) + Array(repeating: still, count: 4))
        #expect(found.dropLast().allSatisfy { $0 == .nothing })
        #expect(try report(found.last).duration == .seconds(3))
    }

    @Test("a deadlock ends the run at the second look that finds it, also where nothing else is watched")
    func deadlock() throws {
        let locked = sight(Self.full, Self.full, sink: Self.hungry, senders: 2, receivers: 1)
        let found = actions([locked, locked], patience: nil)
        #expect(found.first == .nothing)
        guard case .end(let report) = found[1] else { throw Unmet() }
        #expect(report.cause == .deadlock && report.stage == "detect")
        #expect(
            report.summary
                == "deadlock: every part waits for another one; the channel before \"detect\" (4 of 4) is full: give it more "
                + "capacity, or hand items on in the order in which they come")
    }

    @Test("what only looks like a deadlock is none: someone was woken, a timer is pending, something moved, all is over")
    func noDeadlock() {
        let woken = sight(Self.full, Self.full, sink: Self.hungry, senders: 1, receivers: 1)
        let waiting = RunSight.Worker(.waitingForInput, hasTimer: true)
        let timer = sight(Self.full, Self.full, sink: waiting, senders: 2, receivers: 1)
        let over = sight(RunSight.Worker(.ended), RunSight.Worker(.ended), sink: RunSight.Worker(.ended))
        for still in [woken, timer, over] {
            #expect(actions(Array(repeating: still, count: 9), patience: nil).allSatisfy { $0 == .nothing })
        }
        let moving = (0..<9).map { sight(Self.full, Self.full, sink: Self.hungry, moved: $0, senders: 2, receivers: 1) }
        #expect(actions(moving, patience: nil).allSatisfy { $0 == .nothing })
    }

    @Test("a run that was to end when nothing moves ends")
    func ends() throws {
        let still = sight(Self.busy, Self.hungry, sink: Self.hungry)
        guard case .end(let report) = actions(Array(repeating: still, count: 4), ends: true).last else { throw Unmet() }
        #expect(report.cause == .idleSource)
    }

    @Test("the time that the computer slept is not held against the run")
    func asleep() {
        var detector = StallDetector(patience: .seconds(10), ends: true, interval: .seconds(1))
        let still = sight(Self.busy, Self.hungry, sink: Self.hungry)
        #expect(detector.look(still, at: .zero) == .nothing)
        #expect(detector.look(still, at: .seconds(3600)) == .nothing)
    }
}
