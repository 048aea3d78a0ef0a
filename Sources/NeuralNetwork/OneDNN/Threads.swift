import Glibc

/// The number of OpenMP threads that oneDNN uses for calls from the current thread.
///
/// oneDNN of Debian computes with libgomp, which keeps one team of threads for each thread that calls it. The functions
/// are looked up at run time, for libgomp comes with libdnnl and has no development file to link to.
enum OpenMP {
    private typealias Setter = @convention(c) (CInt) -> Void
    private typealias Getter = @convention(c) () -> CInt

    private static let setter = dlsym(nil, "omp_set_num_threads").map { unsafeBitCast($0, to: Setter.self) }
    private static let getter = dlsym(nil, "omp_get_max_threads").map { unsafeBitCast($0, to: Getter.self) }

    /// What a call from this thread would use now: at first the number of processors, or `OMP_NUM_THREADS`.
    static var threads: Int { getter.map { Int($0()) } ?? 1 }

    /// Runs `body` with calls from this thread limited to `count` threads.
    static func with<Result>(threads count: Int, _ body: () throws -> Result) rethrows -> Result {
        let previous = threads
        guard previous != count, let setter else { return try body() }
        setter(CInt(count))
        defer { setter(CInt(previous)) }
        return try body()
    }
}
