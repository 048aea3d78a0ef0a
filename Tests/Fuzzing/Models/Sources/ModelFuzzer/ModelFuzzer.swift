import CFuzzer
import Foundation

/// Feeds libFuzzer's inputs to the loading of models. Whatever an input is, loading must end with a model or an error: no trap, no
/// hang, no more memory than `-rss_limit_mb`.
///
/// The first byte of an input says what the rest is: the number of a file of weights that a configuration (JSON) is put together
/// with, or 254 for an archive, or 255 for HDF5, which is passed over unless FRAMERILL_FUZZ_HDF5 is set: what stands behind an
/// HDF5 file's header is libhdf5's to judge, and version 1.10 is known to crash on some.
@main struct ModelFuzzer {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        Seeds.write(into: CommandLine.arguments.dropFirst().first { !$0.hasPrefix("-") })
        exit(
            withUnsafeMutablePointer(to: &arguments) { arguments in
                LLVMFuzzerRunDriver(&count, arguments) { bytes, size in
                    Trial.run(UnsafeBufferPointer(start: bytes, count: size))
                    return 0
                }
            })
    }
}
