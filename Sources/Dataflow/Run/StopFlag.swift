public import Synchronization

/// Set once, read at every emission.
@usableFromInline
package final class StopFlag: Sendable {
    @usableFromInline let flag = Atomic(false)

    package init() {}

    @inlinable package var isSet: Bool { flag.load(ordering: .relaxed) }

    package func set() { flag.store(true, ordering: .relaxed) }
}
