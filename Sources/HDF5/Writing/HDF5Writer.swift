import CHDF5
import Glibc
import Synchronization

/// An HDF5 file being written. It appears at its path, whole, with ``commit()``; a writer that is given up before leaves
/// nothing.
///
/// The format is that of HDF5 1.0 with groups of 1.8 where the order of names is kept: every reader of today reads it.
/// After the first failure of the disk the writer has removed what it wrote, and every further call throws that failure.
public final class HDF5Writer: Sendable {
    private enum State {
        /// With how much of the file has its place on the disk.
        case open(hid_t, reserved: Int)
        case failed(HDF5Error)
        case closed
    }

    /// What is kept free for metadata of one step: a group, a dataset's header, a full attribute with its index.
    private static let slack = 128 << 10

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
            state = Mutex(.open(identifier, reserved: 0))
        } catch {
            file.remove()
            throw Self.unwritable(error, path)
        }
        self.path = path
        self.file = file
        self.keepsOrder = keepsOrder
    }

    /// A copy of the file at `path`, to be changed.
    init(amending path: String) throws(HDF5Error) {
        let size = try FileDiagnosis.size(ofReadable: path, evenIfMarkedOpen: false)
        let file = try NewFile(at: path)
        do throws(HDF5Error) {
            try file.fill(withCopyOf: path)
            let identifier = try HDF5Library.locked { () throws(HDF5Error) in
                let place = Place(file: path)
                let access = try LocalIdentifier(H5Pcreate(chdf5_file_access_class()), "prepare opening", at: place)
                try check(H5Pset_file_locking(access.raw, false, true), "prepare opening", at: place)
                return try LocalIdentifier(H5Fopen(file.temporaryPath, chdf5_read_write(), access.raw), "open it", at: place)
                    .keep()
            }
            state = Mutex(.open(identifier, reserved: size))
        } catch {
            file.remove()
            throw Self.unwritable(error, path)
        }
        self.path = path
        self.file = file
        keepsOrder = false
    }

    deinit {
        state.withLock { state in
            if case .open(let identifier, _) = state { abandon(identifier) }
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
            guard case .open(let identifier, _) = state else { return .failure(Self.alreadyCommitted(path)) }
            do throws(HDF5Error) {
                state = .closed
                try HDF5Library.locked { () throws(HDF5Error) in
                    _ = try check(H5Fclose(identifier), "close it", at: Place(file: path))
                }
                try file.publish()
                return .success(())
            } catch {
                // The identifier may be one to freed memory by now: it isn't touched again.
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
    /// - Parameter bytes: how much data `body` adds, besides names and headers.
    func perform(adding bytes: Int = 0, _ body: (hid_t) throws(HDF5Error) -> Void) throws(HDF5Error) {
        // The last reference must not go while the locks are held: `deinit` takes them too.
        defer { withExtendedLifetime(self) {} }
        let outcome = state.withLock { state -> Result<Void, HDF5Error> in
            switch state {
            case .failed(let error): return .failure(error)
            case .closed: return .failure(Self.alreadyCommitted(path))
            case .open(let identifier, let reserved):
                do throws(HDF5Error) {
                    try HDF5Library.locked { () throws(HDF5Error) in
                        state = .open(identifier, reserved: try reserve(bytes, beyond: reserved, for: identifier))
                        try body(identifier)
                    }
                    return .success(())
                } catch {
                    let failure = Self.unwritable(error, path)
                    guard case .unwritable = failure else { return .failure(error) }
                    abandon(identifier)
                    state = .failed(failure)
                    return .failure(failure)
                }
            }
        }
        try outcome.get()
    }

    /// Finds out that the disk is full before libhdf5 does. Version 1.10 doesn't outlive a failed write of its own
    /// structures: neither flushing nor closing works from then on, and the identifier of a file that failed to close
    /// leads to freed memory. Everything it has still to write lies below its end of allocation.
    /// - Returns: how much of the file has its place on the disk now.
    private func reserve(_ bytes: Int, beyond reserved: Int, for identifier: hid_t) throws(HDF5Error) -> Int {
        var end: haddr_t = 0
        try check(H5Fget_eoa(identifier, &end), "find the end of the file", at: Place(file: path))
        let needed = Int(clamping: end) + bytes + Self.slack
        guard needed > reserved else { return reserved }
        try file.reserve(reserved..<needed + Self.slack)
        return needed + Self.slack
    }

    /// Closes and removes the unfinished file. The file under libhdf5 is exchanged for one in memory that takes whatever
    /// it still wants to write. If flushing fails even so, the identifier is never touched again.
    private func abandon(_ identifier: hid_t) {
        file.remove()
        try? HDF5Library.locked { () throws(HDF5Error) in
            guard Self.exchangeFile(of: identifier), H5Fflush(identifier, H5F_SCOPE_GLOBAL) >= 0 else { return }
            H5Fclose(identifier)
        }
    }

    private static func exchangeFile(of identifier: hid_t) -> Bool {
        var handle: UnsafeMutableRawPointer?
        guard H5Fget_vfd_handle(identifier, chdf5_default_properties(), &handle) >= 0, let handle else { return false }
        let memory = chdf5_file_in_memory()
        guard memory >= 0 else { return false }
        defer { close(memory) }
        return dup2(memory, handle.load(as: Int32.self)) >= 0
    }

    private static func create(_ path: String, _ keepsOrder: Bool, at place: Place) throws(HDF5Error) -> LocalIdentifier {
        let access = try LocalIdentifier(H5Pcreate(chdf5_file_access_class()), "prepare creating", at: place)
        // Nobody else knows the temporary name. A lock would do harm: libhdf5's descriptor goes to every process that is started
        // meanwhile, and as long as that runs, the file couldn't be opened under its final name.
        try check(H5Pset_file_locking(access.raw, false, true), "prepare creating", at: place)
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
