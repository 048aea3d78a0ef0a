import CHDF5

/// An open identifier of libhdf5 that outlives one call: closed with its last reference, under the lock.
final class Handle: Sendable {
    private let identifier: hid_t

    /// Takes over `identifier`. To be called outside the lock, so that it can't be released inside.
    init(owning identifier: hid_t) {
        self.identifier = identifier
    }

    deinit {
        let identifier = self.identifier
        // A failed close leaves nothing to do or to tell: reading is over. Writers close by hand and check.
        try? HDF5Library.locked { () throws(HDF5Error) in _ = H5Idec_ref(identifier) }
    }

    /// To be used under the lock, by one who keeps the handle alive.
    var unlockedIdentifier: hid_t { identifier }

    /// Runs `body` under the lock with the open identifier. The handle lives until the lock is free again.
    func locked<Result>(_ body: (hid_t) throws(HDF5Error) -> Result) throws(HDF5Error) -> Result {
        defer { withExtendedLifetime(self) {} }
        return try HDF5Library.locked { () throws(HDF5Error) in try body(identifier) }
    }
}

/// An identifier that lives within one locked stretch and is closed at its end, also when that end is an error.
struct LocalIdentifier: ~Copyable {
    let raw: hid_t

    /// Takes over what a call returned.
    /// - Throws: ``HDF5Error/library(_:operation:reason:)`` when it isn't an identifier.
    init(_ raw: hid_t, _ operation: @autoclosure () -> String, at place: Place) throws(HDF5Error) {
        guard raw >= 0 else { throw ErrorStack.error(operation(), at: place) }
        self.raw = raw
    }

    deinit { H5Idec_ref(raw) }

    /// Hands the identifier over, unclosed, to a ``Handle`` that is made once the lock is free.
    consuming func keep() -> hid_t {
        let kept = raw
        discard self
        return kept
    }
}
