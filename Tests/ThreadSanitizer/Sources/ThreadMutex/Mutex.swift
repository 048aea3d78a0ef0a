import Glibc
@_exported public import Synchronization

/// The `Mutex` of `Synchronization` on top of pthread's, whose locking ThreadSanitizer sees. That of the standard library waits by
/// futex inside a library that isn't instrumented, so that each value under it looks raced for.
public struct Mutex<Value: ~Copyable>: ~Copyable, @unchecked Sendable {
    // Unchecked, since `value` is touched under `lock` alone.
    private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let value = UnsafeMutablePointer<Value>.allocate(capacity: 1)

    public init(_ initialValue: consuming sending Value) {
        pthread_mutex_init(lock, nil)
        value.initialize(to: initialValue)
    }

    deinit {
        value.deinitialize(count: 1)
        pthread_mutex_destroy(lock)
        value.deallocate()
        lock.deallocate()
    }

    public borrowing func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body(&value.pointee)
    }
}
