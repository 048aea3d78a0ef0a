import CHDF5

/// A file that is open for reading, for as long as any object in it is.
final class OpenFile: Sendable {
    /// Its path, or the name of an image.
    let path: String
    /// In bytes, when it was opened.
    let size: Int
    let handle: Handle
    /// Where it starts in the file on the disk; nil when it lies in memory.
    private let start: Int?

    init(reading path: String, evenIfMarkedOpen: Bool) throws(HDF5Error) {
        let size = try FileDiagnosis.size(ofReadable: path, evenIfMarkedOpen: evenIfMarkedOpen)
        let identifier = try HDF5Library.locked { () throws(HDF5Error) in
            let place = Place(file: path)
            let access = try LocalIdentifier(H5Pcreate(chdf5_file_access_class()), "prepare opening", at: place)
            // Where the file system knows no locks, reading goes on without.
            try check(H5Pset_file_locking(access.raw, true, true), "prepare opening", at: place)
            do throws(HDF5Error) {
                return try LocalIdentifier(H5Fopen(path, chdf5_read_only(), access.raw), "open it", at: place).keep()
            } catch .library(_, _, let reason) where reason.contains("lock file") {
                throw .unreadable(file: path, .lockedByWriter)
            } catch .library(_, _, let reason) where reason.contains("already open for write") {
                throw .unreadable(file: path, .openForWriting(file: path))
            }
        }
        self.path = path
        self.size = size
        start = 0
        handle = Handle(owning: identifier)
    }

    init(image: HDF5Image) throws(HDF5Error) {
        try FileDiagnosis.check(image)
        let place = Place(file: image.name)
        let identifier = try HDF5Library.locked { () throws(HDF5Error) in
            let access = try LocalIdentifier(H5Pcreate(chdf5_file_access_class()), "prepare opening", at: place)
            let name = try image.lend(to: access.raw, at: place)
            return try LocalIdentifier(H5Fopen(name, chdf5_read_only(), access.raw), "open it", at: place).keep()
        }
        path = image.name
        size = image.capacity
        start = nil
        handle = Handle(owning: identifier)
    }

    init(section: HDF5Section) throws(HDF5Error) {
        try FileDiagnosis.check(section)
        let place = Place(file: section.name)
        let identifier = try HDF5Library.locked { () throws(HDF5Error) in
            let access = try LocalIdentifier(H5Pcreate(chdf5_file_access_class()), "prepare opening", at: place)
            try check(
                chdf5_section_lend(
                    access.raw, section.descriptor, haddr_t(section.range.lowerBound), haddr_t(section.range.count)),
                "prepare opening", at: place)
            return try LocalIdentifier(H5Fopen(section.name, chdf5_read_only(), access.raw), "open it", at: place).keep()
        }
        path = section.name
        size = section.range.count
        start = section.range.lowerBound
        handle = Handle(owning: identifier)
    }

    /// What tells its bytes, as they are now, from those of all other files; nil for what doesn't lie on a disk, or was changed just now.
    var identity: String? {
        guard let start, let descriptor = try? handle.locked({ id throws(HDF5Error) in chdf5_descriptor(id) }) else { return nil }
        return FileState(of: descriptor).map { start == 0 ? "\($0)" : "\($0), from \(start)" }
    }
}
