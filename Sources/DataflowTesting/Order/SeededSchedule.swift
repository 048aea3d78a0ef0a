import Dispatch
import Synchronization

/// Runs all tasks of a test one after the other, in an order that follows from a seed.
///
/// Whenever a task waits, the next one is drawn at random from those that could go on. What could happen in some order on many cores
/// happens in one of these orders, and with the same seed in the same one again:
///
/// ```swift
/// @Test("the order is kept under every schedule", arguments: 0..<100 as Range<UInt64>)
/// func order(seed: UInt64) async throws {
///     let report = try await SeededSchedule(seed: seed).run { try await pipeline.run(clock: RunClock(ManualClock())) }
///     expectConserved(report)
/// }
/// ```
///
/// A test that fails names its argument, which is the seed to try it with again.
///
/// It holds for what runs on Swift's shared pool: workers with threads of their own (``StageSettings/Threads/dedicated``), actors with
/// executors of their own and waits on a real clock bring back an order of theirs. Give the run a ``ManualClock``, moved on from inside
/// where something waits for time: also its own look for deadlocks goes by its clock. A schedule serves one call of ``run(_:)``.
public final class SeededSchedule: TaskExecutor {
    private struct State {
        var random: SeededRandom
        var ready: [UnownedJob] = []
        var steps = 0
    }

    public let seed: UInt64
    private let state: Mutex<State>
    private let queue = DispatchQueue(label: "seeded schedule")

    public init(seed: UInt64) {
        self.seed = seed
        state = Mutex(State(random: SeededRandom(seed: seed)))
    }

    /// How many pieces of work were done so far.
    public var steps: Int { state.withLock(\.steps) }

    /// Runs `body`, and all tasks that it makes and waits for, on this schedule.
    public func run<Value: Sendable, Failure: Error>(
        _ body: @escaping @Sendable () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        // A task of its own, so that `body` is on the schedule from its first step.
        let result = await withTaskGroup(of: Result<Value, Failure>?.self) { group in
            group.addTask(executorPreference: self) {
                do throws(Failure) { return .success(try await body()) } catch { return .failure(error) }
            }
            return await group.next() ?? nil
        }
        guard let result else { preconditionFailure("seeded schedule: the task of the test gave no result") }
        return try result.get()
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.ready.append(job) }
        // One step for each job, but not necessarily with this one.
        queue.async { [self] in step() }
    }

    private func step() {
        let job = state.withLock { state in
            state.steps += 1
            return state.ready.remove(at: Int.random(in: state.ready.indices, using: &state.random))
        }
        job.runSynchronously(on: asUnownedTaskExecutor())
    }
}
