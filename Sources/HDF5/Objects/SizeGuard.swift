import CHDF5

/// Refuses data that a file declares but can't hold, before memory is asked for. To be made under the lock.
struct SizeGuard {
    /// What may always be read, whatever the file stores of it: chunks that were never written cost nothing in the file.
    private static let alwaysFine = 64 << 20
    /// DEFLATE's best ratio is 1032 to 1.
    private static let bestCompression = 1100

    let stored: Int
    private let place: Place

    init(
        dataset id: hid_t, creation: hid_t, bytes declared: Int, fileSize: Int, at place: Place
    ) throws(HDF5Error) {
        self.place = place
        stored = Int(clamping: H5Dget_storage_size(id))
        guard declared > 0 else { return }
        if try check(H5Pget_external_count(creation), "read where the data lies", at: place) > 0 {
            throw Self.elsewhere(place)
        }
        switch H5Pget_layout(creation) {
        case H5D_VIRTUAL: throw Self.elsewhere(place)
        case H5D_CONTIGUOUS:
            let address = H5Dget_offset(id)
            guard address != chdf5_undefined_address() else { return }
            let (end, overflow) = Int(clamping: address).addingReportingOverflow(max(stored, declared))
            guard !overflow, end <= fileSize else {
                throw .absurdSize(
                    place, declared: "\(declared) bytes from byte \(address)", found: "the file has \(fileSize) bytes")
            }
        default: break
        }
    }

    /// Checks a request, whole or part.
    func admit(bytes: Int) throws(HDF5Error) {
        guard bytes > Self.alwaysFine, bytes / Self.bestCompression > stored else { return }
        throw .absurdSize(place, declared: "\(bytes) bytes", found: "the file stores \(stored) bytes of it")
    }

    private static func elsewhere(_ place: Place) -> HDF5Error {
        .mismatch(
            place, expected: "data in this file", found: "data that lies in other files",
            advice: "copy it into one file, for example with h5repack")
    }
}
