import CHDF5
import Synchronization

/// The one door to libhdf5. Whether the library is thread-safe depends on how it was built, and where it is, it locks
/// every call for itself: so every stretch of calls happens inside ``locked(_:)``.
package enum HDF5Library {
    private struct State {
        private var isOpen = false

        mutating func enter() {
            if !isOpen {
                isOpen = true
                // Clean-up at exit would run while other threads may still be inside, and has nothing to do, because a
                // written file is complete once it was closed.
                H5dont_atexit()
                H5open()
            }
            // The library's own printing of errors: a setting of each thread where it is thread-safe.
            H5Eset_auto2(chdf5_default_error_stack(), nil, nil)
        }
    }

    private static let state = Mutex(State())

    /// Runs `body` alone in the process. The lock isn't recursive: nothing inside may release the last reference to a
    /// ``Handle``, whose `deinit` locks too; identifiers that live only inside are ``LocalIdentifier``s.
    static func locked<Result>(_ body: () throws(HDF5Error) -> Result) throws(HDF5Error) -> Result {
        var outcome: Swift.Result<Result, HDF5Error>?
        state.withLock { state in
            state.enter()
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
}
