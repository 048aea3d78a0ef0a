import Foundation

/// Makes the threads of an inference sleep while they wait for each other, instead of spinning.
///
/// libgomp, under oneDNN, spins for milliseconds by default. On a machine with anything else to do, be it only the decoding and
/// drawing of the same pipeline, that takes the processor from the very thread that is waited for: with the cores taken by other
/// programs, 48 frames took 9 to 18 s spinning and 1.5 to 2.6 s sleeping. It spins for some microseconds only while it has more
/// threads than there are processors. So one thread gets a team of its own, as large as there are processors, and all of it sleeps for
/// ever: any second team then makes it too many. (The setting for it, `OMP_WAIT_POLICY`, is read before `main`: to start the program
/// anew with it took 35 ms.)
enum PatientThreads {
    private typealias Parallel =
        @convention(c) (@convention(c) (UnsafeMutableRawPointer?) -> Void, UnsafeMutableRawPointer?, CUnsignedInt, CUnsignedInt)
        -> Void
    private typealias Count = @convention(c) () -> CInt

    /// A setting of the user's stands.
    static func enable() {
        let names = ["OMP_WAIT_POLICY", "GOMP_SPINCOUNT"]
        guard names.allSatisfy({ getenv($0) == nil }), let parallel = dlsym(nil, "GOMP_parallel"),
            let count = dlsym(nil, "omp_get_num_procs")
        else { return }
        let start = unsafeBitCast(parallel, to: Parallel.self)
        let processors = unsafeBitCast(count, to: Count.self)()
        guard processors > 1 else { return }
        Thread.detachNewThread {
            start({ _ in }, nil, CUnsignedInt(processors), 0)
            while true { pause() }
        }
    }
}
