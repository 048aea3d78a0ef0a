import CHDF5
import Synchronization

/// The one door to libhdf5. Debian's library isn't thread-safe, so every call into it happens inside ``locked(_:)``.
package enum HDF5Library {
    private struct State {
        var isPrepared = false
    }

    private static let state = Mutex(State())

    /// Runs `body` alone in the process. The lock isn't recursive: nothing inside may release the last reference to a
    /// ``Handle``, whose `deinit` locks too; identifiers that live only inside are ``LocalIdentifier``s.
    static func locked<Result>(_ body: () throws(HDF5Error) -> Result) throws(HDF5Error) -> Result {
        var outcome: Swift.Result<Result, HDF5Error>?
        state.withLock { state in
            if !state.isPrepared {
                state.isPrepared = true
                prepare()
            }
            do throws(HDF5Error) {
                outcome = .success(try body())
            } catch {
                outcome = .failure(error)
            }
        }
        guard let outcome else { preconditionFailure("libhdf5's lock returned without having run its body") }
        return try outcome.get()
    }

    /// How many files, groups, datasets, attributes and committed types are open in the whole process.
    package static var openObjectCount: Int {
        state.withLock { _ in Int(H5Fget_obj_count(chdf5_any_file(), chdf5_all_object_types())) }
    }

    /// The version in use, for example `1.10.8`.
    public static var version: String {
        var (major, minor, release): (UInt32, UInt32, UInt32) = (0, 0, 0)
        _ = state.withLock { _ in H5get_libversion(&major, &minor, &release) }
        return "\(major).\(minor).\(release)"
    }

    /// Switches off the library's own printing of errors, and its clean-up at exit: that would run while other threads may
    /// still be inside, and has nothing to do, because a written file is complete once it was closed.
    private static func prepare() {
        H5dont_atexit()
        H5open()
        H5Eset_auto2(chdf5_default_error_stack(), nil, nil)
    }
}
