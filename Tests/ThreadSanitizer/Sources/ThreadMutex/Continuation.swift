/// Swift's continuation, with a lock that ThreadSanitizer sees on both sides of the handing over: what was done before `resume` is
/// done before the task goes on. Swift's own library orders that by an atomic that isn't instrumented.
public struct UnsafeContinuation<Value, Failure: Error>: Sendable {
    fileprivate let continuation: Swift.UnsafeContinuation<Value, Failure>

    public func resume(returning value: sending Value) where Failure == Never {
        handover.withLock { _ in }
        continuation.resume(returning: value)
    }
}

private let handover = Mutex(())

nonisolated(nonsending) public func withUnsafeContinuation<Value>(
    _ body: (UnsafeContinuation<Value, Never>) -> Void
) async -> sending Value {
    let value = await Swift.withUnsafeContinuation { body(UnsafeContinuation(continuation: $0)) }
    handover.withLock { _ in }
    return value
}
