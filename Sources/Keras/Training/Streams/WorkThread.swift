import Glibc
import Synchronization

/// A thread for what computes long, so that it doesn't hold up Swift's cooperative pool; always the same one, for whose OpenMP team
/// oneDNN's threads wait.
///
/// Unchecked: `wakeUps` is a POSIX semaphore, made for use by several threads; all else is in the mutex.
final class WorkThread: @unchecked Sendable {
    /// Unchecked: who asks for work waits for its end, and touches nothing meanwhile.
    private struct Work: @unchecked Sendable {
        let body: () -> Void
    }

    private struct State {
        var works = [Work]()
        var isEnded = false
    }

    private let state = Mutex(State())
    /// Counts works, and the end, that the thread hasn't noticed yet.
    private let wakeUps = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    /// - Throws: `TrainingError.noThread`.
    init() throws(TrainingError) {
        sem_init(wakeUps, 0, 0)
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let status = pthread_create(
            &thread, nil,
            { context in
                Unmanaged<WorkThread>.fromOpaque(context!).takeRetainedValue().runWorks()
                return nil
            }, context.toOpaque())
        guard status == 0 else {
            context.release()
            throw .noThread(status: status)
        }
        pthread_detach(thread)
    }

    deinit {
        sem_destroy(wakeUps)
        wakeUps.deallocate()
    }

    /// Does `work` on the thread; the task waits for it, also if it is cancelled.
    nonisolated(nonsending) func run<Result>(_ work: @escaping () throws -> Result) async throws -> Result {
        var result: Swift.Result<Result, any Error>?
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            enqueue {
                result = Swift.Result { try work() }
                continuation.resume()
            }
        }
        return try result!.get()
    }

    private func enqueue(_ body: @escaping () -> Void) {
        let work = Work(body: body)
        state.withLock { $0.works.append(work) }
        sem_post(wakeUps)
    }

    /// Lets the thread go once it has nothing to do.
    func end() {
        state.withLock { $0.isEnded = true }
        sem_post(wakeUps)
    }

    private func runWorks() {
        while let work = next() { work.body() }
    }

    private func next() -> Work? {
        // A signal may interrupt the wait.
        while sem_wait(wakeUps) != 0 {}
        return state.withLock { $0.works.isEmpty ? nil : $0.works.removeFirst() }
    }
}
