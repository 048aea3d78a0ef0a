import CHDF5
import Synchronization

/// An HDF5 file being written. It appears at its path, whole, with ``commit()``; a writer that is given up before leaves
/// nothing.
///
/// The format is that of HDF5 1.0 with groups of 1.8 where the order of names is kept: every reader of today reads it.
/// After the first failure of the disk the writer has removed what it wrote, and every further call throws that failure.
public final class HDF5Writer: Sendable {
    private enum State {
        case open(hid_t)
        case failed(HDF5Error)
        case closed
    }

    public let path: String
    /// Whether readers see names in the order in which they were made.
    let keepsOrder: Bool
    private let file: NewFile
    private let state: Mutex<State>

    init(creating path: String, keepsOrder: Bool) throws(HDF5Error) {
        let file = try NewFile(at: path)
        do throws(HDF5Error) {
            let identifier = try HDF5Library.locked { () throws(HDF5Error) in
                try Self.create(file.temporaryPath, keepsOrder, at: Place(file: path)).keep()
            }
            state = Mutex(.open(identifier))
        } catch {
            file.remove()
            throw Self.unwritable(error, path)
        }
        self.path = path
        self.file = file
        self.keepsOrder = keepsOrder
    }

    deinit {
        state.withLock { state in
            if case .open(let identifier) = state { abandon(identifier) }
        }
    }

    /// The group "/".
    public var root: GroupWriter { GroupWriter(writer: self, path: "/") }

    /// Closes the file and gives it its name, replacing a file that was there. Nothing can be written afterwards.
    /// - Throws: ``HDF5Error/unwritable(file:operation:reason:)``; what was at the path before is still there then.
    public func commit() throws(HDF5Error) {
        try perform { identifier throws(HDF5Error) in
            try check(H5Fflush(identifier, H5F_SCOPE_GLOBAL), "write it", at: Place(file: path))
        }
        let outcome = state.withLock { state -> Result<Void, HDF5Error> in
            guard case .open(let identifier) = state else { return .failure(Self.alreadyCommitted(path)) }
            do throws(HDF5Error) {
                state = .closed
                try HDF5Library.locked { () throws(HDF5Error) in
                    _ = try check(H5Fclose(identifier), "close it", at: Place(file: path))
                }
                try file.publish()
                return .success(())
            } catch {
                // The identifier may be one to freed memory by now: it isn't touched again.
                file.empty()
                file.remove()
                let failure = Self.unwritable(error, path)
                state = .failed(failure)
                return .failure(failure)
            }
        }
        try outcome.get()
    }

    /// Runs `body` under the lock of libhdf5 with the file's identifier. A failure of the library is one of the disk:
    /// it ends the writer. Other errors are the caller's and leave everything as it was.
    func perform(_ body: (hid_t) throws(HDF5Error) -> Void) throws(HDF5Error) {
        // The last reference must not go while the locks are held: `deinit` takes them too.
        defer { withExtendedLifetime(self) {} }
        let outcome = state.withLock { state -> Result<Void, HDF5Error> in
            switch state {
            case .failed(let error): return .failure(error)
            case .closed: return .failure(Self.alreadyCommitted(path))
            case .open(let identifier):
                do throws(HDF5Error) {
                    try HDF5Library.locked { () throws(HDF5Error) in try body(identifier) }
                    return .success(())
                } catch {
                    guard case .library = error else { return .failure(error) }
                    abandon(identifier)
                    let failure = Self.unwritable(error, path)
                    state = .failed(failure)
                    return .failure(failure)
                }
            }
        }
        try outcome.get()
    }

    /// Closes and removes the unfinished file.
    ///
    /// When libhdf5 1.10 fails to close a file, it keeps an identifier to freed memory and crashes at its next use. A full
    /// disk is the usual cause, so the space is freed first; if writing fails even then, the file stays open for ever.
    private func abandon(_ identifier: hid_t) {
        file.empty()
        file.remove()
        try? HDF5Library.locked { () throws(HDF5Error) in
            if H5Fflush(identifier, H5F_SCOPE_GLOBAL) >= 0 { H5Fclose(identifier) }
        }
    }

    private static func create(_ path: String, _ keepsOrder: Bool, at place: Place) throws(HDF5Error) -> LocalIdentifier {
        let access = try LocalIdentifier(H5Pcreate(chdf5_file_access_class()), "prepare creating", at: place)
        try check(H5Pset_file_locking(access.raw, true, true), "prepare creating", at: place)
        let creation = try LocalIdentifier(H5Pcreate(chdf5_file_create_class()), "prepare creating", at: place)
        if keepsOrder {
            let order = chdf5_creation_order_tracked() | chdf5_creation_order_indexed()
            try check(H5Pset_link_creation_order(creation.raw, order), "prepare creating", at: place)
        }
        return try LocalIdentifier(H5Fcreate(path, chdf5_truncate(), creation.raw, access.raw), "create it", at: place)
    }

    private static func alreadyCommitted(_ path: String) -> HDF5Error {
        .mismatch(
            Place(file: path), expected: "a file still being written", found: "one committed already",
            advice: "write everything before `commit()`")
    }

    private static func unwritable(_ error: HDF5Error, _ path: String) -> HDF5Error {
        guard case .library(_, let operation, let reason) = error else { return error }
        return .unwritable(file: path, operation: operation, reason: reason)
    }
}
