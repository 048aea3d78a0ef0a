import Glibc

/// A thread that computes only when no other wants to, one after the other.
final class BackgroundThread: Sendable {
    private let handle: pthread_t?

    /// Begins `body` once `previous` has ended. Where the system has no thread left, nothing is done.
    init(after previous: BackgroundThread?, _ body: @escaping @Sendable () -> Void) {
        let work = Unmanaged.passRetained(Work(previous, body))
        var handle = pthread_t()
        let status = pthread_create(&handle, nil, { Unmanaged<Work>.fromOpaque($0!).takeRetainedValue().run() }, work.toOpaque())
        self.handle = status == 0 ? handle : nil
        if status != 0 { work.release() }
    }

    /// Waits for its end; once.
    func join() { if let handle { pthread_join(handle, nil) } }

    private final class Work {
        private let previous: BackgroundThread?
        private let body: @Sendable () -> Void

        init(_ previous: BackgroundThread?, _ body: @escaping @Sendable () -> Void) {
            (self.previous, self.body) = (previous, body)
        }

        func run() -> UnsafeMutableRawPointer? {
            // Linux counts niceness by threads.
            setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19)
            previous?.join()
            body()
            return nil
        }
    }
}
