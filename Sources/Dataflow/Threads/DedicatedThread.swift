import DequeModule
import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One long-lived thread that runs the tasks which prefer it, and only those.
///
/// A task that prefers it stays on its thread, so that C libraries which keep state per thread (OpenMP teams, caches) find it
/// again, and work that blocks blocks nobody else. ``shutDown()`` ends the thread after the jobs that it already has.
///
/// Unchecked: `wakeUps` is a POSIX semaphore, made for use by several threads; all else is in the mutex.
package final class DedicatedThread: TaskExecutor, @unchecked Sendable {
    private struct State {
        var jobs = Deque<UnownedJob>()
        var isShutDown = false
        var thread: pthread_t?
    }

    private let name: String
    private let state = Mutex(State())
    /// Counts the jobs and the shutting down that the thread has not noticed yet.
    private let wakeUps = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    /// - Parameter name: The stage that it works for, named in errors.
    /// - Throws: ``DataflowError/noThread(_:status:)`` where the system gives no thread.
    package init(name: String) throws {
        self.name = name
        sem_init(wakeUps, 0, 0)
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let status = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<DedicatedThread>.fromOpaque(context).takeRetainedValue().runJobs()
                return nil
            }, context.toOpaque())
        guard status == 0 else {
            context.release()
            throw DataflowError.noThread(name, status: status)
        }
        state.withLock { $0.thread = thread }
    }

    deinit {
        sem_destroy(wakeUps)
        wakeUps.deallocate()
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { state in
            precondition(!state.isShutDown, "thread \(name): a task was given to it after it was shut down")
            state.jobs.append(job)
        }
        sem_post(wakeUps)
    }

    /// Lets the thread finish the jobs that it has and waits for its end. Not to be called from the thread itself.
    package func shutDown() {
        let thread = state.withLock { state in
            state.isShutDown = true
            defer { state.thread = nil }
            return state.thread
        }
        guard let thread else { return }
        sem_post(wakeUps)
        pthread_join(thread, nil)
    }

    private func runJobs() {
        let executor = asUnownedTaskExecutor()
        while let job = nextJob() { job.runSynchronously(on: executor) }
    }

    private func nextJob() -> UnownedJob? {
        // A signal may interrupt the wait.
        while sem_wait(wakeUps) != 0 {}
        return state.withLock { $0.jobs.popFirst() }
    }
}
