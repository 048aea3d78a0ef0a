import Glibc

/// Nanoseconds per element of one round.
func nanosecondsPerElement(_ count: Int, _ body: () async throws -> Void) async rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try await body()
    return (clock.now - start) / .nanoseconds(1) / Double(count)
}

/// The middle of an odd number of values.
func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
}

/// A number with one decimal.
func rounded(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
}

/// The time that this process has used on all cores: unlike the time on the wall it doesn't grow when others work too.
func processorNanoseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
}
