import CHDF5
import Glibc
import Synchronization

/// The bytes of an HDF5 file that lies in no folder but in memory: one inside an archive, or one that came over a network.
///
/// It is filled from front to back and then opened with ``HDF5File/init(image:)``. The bytes are held once, whoever reads them.
public final class HDF5Image: Sendable {
    /// What errors call the file.
    public let name: String
    /// How many bytes it has when it is full.
    public let capacity: Int
    /// Owned together with the files of libhdf5 that were opened from it.
    private let image: Mutex<Filling>

    // Unchecked, for the pointer is followed only under the lock while bytes are added, and by readers alone from then on.
    private struct Filling: @unchecked Sendable {
        let image: UnsafeMutablePointer<chdf5_image>
        var count = 0
    }

    /// An image of `capacity` bytes that are still to be added.
    /// - Throws: ``HDF5Error/unwritable(file:operation:reason:)`` when there is no memory for it.
    public init(name: String, capacity: Int) throws(HDF5Error) {
        guard capacity >= 0, let image = chdf5_image_make(capacity) else {
            throw .unwritable(
                file: name, operation: "hold it in memory", reason: "\(capacity) bytes are more than there is room for")
        }
        self.name = name
        self.capacity = capacity
        self.image = Mutex(Filling(image: image))
    }

    /// An image of these bytes.
    /// - Throws: as ``init(name:capacity:)``.
    public convenience init(_ bytes: [UInt8], name: String) throws(HDF5Error) {
        try self.init(name: name, capacity: bytes.count)
        bytes.withUnsafeBytes { append($0) }
    }

    deinit { image.withLock { chdf5_image_release($0.image) } }

    /// Adds bytes behind those that are there; never more than `capacity` in all.
    public func append(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
        image.withLock { filling in
            precondition(
                bytes.count <= capacity - filling.count, "\(name): \(bytes.count) bytes behind \(filling.count) of \(capacity)")
            memcpy(filling.image.pointee.bytes + filling.count, start, bytes.count)
            filling.count += bytes.count
        }
    }

    /// Some of the bytes; fewer where the image ends.
    func read(at offset: Int, count: Int) -> [UInt8] {
        image.withLock { filling in
            let range = min(offset, filling.count)..<min(offset + count, filling.count)
            return Array(UnsafeRawBufferPointer(start: filling.image.pointee.bytes + range.lowerBound, count: range.count))
        }
    }

    /// Makes a file that is opened with these properties read the image; under the lock of libhdf5.
    /// - Returns: the name to open it by, which no other open image has: libhdf5 takes files of the same name for the same.
    func lend(to access: hid_t, at place: Place) throws(HDF5Error) -> String {
        let status = image.withLock { (chdf5_image_lend($0.image, access), "image at \(UInt(bitPattern: $0.image))") }
        try check(status.0, "prepare opening", at: place)
        return status.1
    }
}
