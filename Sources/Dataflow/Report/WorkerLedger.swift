public import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What one worker did so far. The worker alone writes it; anyone may read it while it works.
@usableFromInline
package final class WorkerLedger: Sendable {
    /// What a worker that does not work waits for.
    @usableFromInline
    package enum Wait: Sendable {
        case input
        case output
    }

    @usableFromInline package let taken = Atomic(0)
    @usableFromInline package let passed = Atomic(0)
    @usableFromInline package let filtered = Atomic(0)
    @usableFromInline package let failed = Atomic(0)
    /// Copies made of items that were passed on, for further readers.
    let copied = Atomic(0)
    /// Items that a join took up into others.
    let merged = Atomic(0)
    let skipped = Atomic(0)
    let deadLettered = Atomic(0)
    let retried = Atomic(0)
    let late = Atomic(0)
    /// Items of a source that were not wanted in this run; items of a sink that an interrupted run has stored.
    @usableFromInline let passedOver = Atomic(0)
    /// Nanoseconds.
    let inputWait = Atomic(0)
    let outputWait = Atomic(0)
    /// When the wait of this moment began, on the monotonic clock; 0 while there is none.
    let waitingInputSince = Atomic(0)
    let waitingOutputSince = Atomic(0)
    let began = Atomic(0)
    let ended = Atomic(0)
    @usableFromInline let timer = ItemTimer()
    /// How many timers of the run it waits for.
    let timers = Atomic(0)
    @usableFromInline let position = ItemPosition()

    package init() {}

    @inlinable
    func add(_ count: Int, to counter: borrowing Atomic<Int>) {
        // One writer, so that a load and a store do; they cost less than an atomic addition.
        counter.store(counter.load(ordering: .relaxed) &+ count, ordering: .relaxed)
    }

    @inlinable package func addTaken(_ count: Int = 1) { add(count, to: taken) }
    @inlinable package func addPassed(_ count: Int = 1) { add(count, to: passed) }
    @inlinable package func addFiltered(_ count: Int = 1) { add(count, to: filtered) }
    @inlinable package func addFailed(_ count: Int = 1) { add(count, to: failed) }

    /// Items of a sink that were neither stored nor given up.
    var unaccounted: Int {
        taken.load(ordering: .relaxed) - passed.load(ordering: .relaxed) - filtered.load(ordering: .relaxed)
            - skipped.load(ordering: .relaxed) - late.load(ordering: .relaxed) - deadLettered.load(ordering: .relaxed)
            - passedOver.load(ordering: .relaxed)
    }

    func addCopied() { add(1, to: copied) }
    func addMerged(_ count: Int) { add(count, to: merged) }
    func addSkipped() { add(1, to: skipped) }
    func addDeadLettered() { add(1, to: deadLettered) }
    func addLate() { add(1, to: late) }
    func addRetried() { add(1, to: retried) }
    @inlinable func addPassedOver() { add(1, to: passedOver) }

    /// Whether the item that was taken last is to be timed.
    @inlinable var isDue: Bool { timer.isDue(taken.load(ordering: .relaxed)) }

    /// Whether the item that a source emits next is to be timed.
    @inlinable var isNextDue: Bool { timer.isDue(passed.load(ordering: .relaxed) + 1) }

    /// A worker begins to work on the item it took last, or a source on its next one.
    @usableFromInline
    func beginTiming(_ item: ItemLabel?) {
        timer.start(item, item == nil ? passed.load(ordering: .relaxed) + 1 : taken.load(ordering: .relaxed))
    }

    /// What was begun last begins now, with the whole batch or with nothing known about it.
    @usableFromInline
    func restartTiming(_ items: [ItemLabel]) {
        timer.restart(items, items.isEmpty ? passed.load(ordering: .relaxed) + 1 : taken.load(ordering: .relaxed))
    }

    @usableFromInline
    package func beginWaiting(for wait: Wait) {
        let now = monotonicNanoseconds()
        switch wait {
        case .input: waitingInputSince.store(now, ordering: .relaxed)
        case .output: waitingOutputSince.store(now, ordering: .relaxed)
        }
    }

    @usableFromInline
    package func endWaiting(for wait: Wait) {
        let now = monotonicNanoseconds()
        switch wait {
        case .input:
            add(now - waitingInputSince.load(ordering: .relaxed), to: inputWait)
            waitingInputSince.store(0, ordering: .relaxed)
        case .output:
            add(now - waitingOutputSince.load(ordering: .relaxed), to: outputWait)
            waitingOutputSince.store(0, ordering: .relaxed)
        }
    }

    package func begin() { began.store(monotonicNanoseconds(), ordering: .relaxed) }
    package func end() {
        timer.endAll(as: .unfinished)
        ended.store(monotonicNanoseconds(), ordering: .relaxed)
    }

    /// Nanoseconds of work and of waiting up to `now`, a wait that is not over included.
    package func times(at now: Int) -> (busy: Int, input: Int, output: Int) {
        let start = began.load(ordering: .relaxed)
        guard start > 0 else { return (0, 0, 0) }
        let stop = ended.load(ordering: .relaxed)
        let inputSince = waitingInputSince.load(ordering: .relaxed)
        let outputSince = waitingOutputSince.load(ordering: .relaxed)
        let input = inputWait.load(ordering: .relaxed) + (inputSince > 0 ? max(0, now - inputSince) : 0)
        let output = outputWait.load(ordering: .relaxed) + (outputSince > 0 ? max(0, now - outputSince) : 0)
        let whole = (stop > 0 ? stop : now) - start
        return (max(0, whole - input - output), input, output)
    }
}

/// The monotonic clock in nanoseconds: integers, because it is read twice for each wait.
package func monotonicNanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}
