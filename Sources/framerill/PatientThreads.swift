import Foundation

/// Makes the threads of an inference sleep while they wait for each other, instead of spinning.
///
/// libgomp, under oneDNN, spins for milliseconds by default. On a machine with anything else to do, be it only the decoding and
/// drawing of the same pipeline, that takes the processor from the very thread that is waited for: with the cores taken by other
/// programs, 48 frames took 9 to 18 s spinning and 1.5 to 2.6 s sleeping. libgomp reads the setting once, when the program is loaded, so that the
/// program has to start itself anew with it.
enum PatientThreads {
    /// To be called before anything is read or opened. A setting of the user's stands.
    static func enable() {
        let names = ["OMP_WAIT_POLICY", "GOMP_SPINCOUNT"]
        guard names.allSatisfy({ getenv($0) == nil }) else { return }
        setenv("OMP_WAIT_POLICY", "passive", 1)
        var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
        execv("/proc/self/exe", &arguments)
        // Not to be had here (no /proc): then it goes on as it is, only slower.
        for argument in arguments { free(argument) }
    }
}
