/// The header of an HDF5 file, read by hand so that a fault can be named that libhdf5 only stumbles over.
/// Layout: HDF5 File Format Specification, section II.A (versions 0 to 3).
struct Superblock {
    static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]
    /// Enough for every version with 8-byte addresses.
    static let longest = 104

    /// No whole file is shorter than this, whatever the size of its addresses.
    private static let shortest = 48

    let isOpenForWriting: Bool
    /// How many bytes the file must have, nil when its header doesn't say.
    let fileSize: Int?

    /// - Parameters:
    ///   - bytes: the file from `offset` on, where the signature lies; at most ``longest`` are looked at.
    ///   - offset: how far into the file the superblock lies, behind a user block.
    /// - Returns: nil when `bytes` end too early.
    init?(_ bytes: [UInt8], offset: Int) {
        guard bytes.count >= Self.shortest else { return nil }
        let flags: UInt8
        let addressSize: Int
        let addresses: Int
        let endOfFile: Int
        switch bytes[8] {
        case 0, 1:
            flags = bytes[20]
            addressSize = Int(bytes[13])
            addresses = bytes[8] == 0 ? 24 : 28
            // Base, free space, end of file, driver block.
            endOfFile = addresses + 2 * addressSize
        case 2, 3:
            flags = bytes[11]
            addressSize = Int(bytes[9])
            addresses = 12
            // Base, extension, end of file, root.
            endOfFile = addresses + 2 * addressSize
        default:
            // A version to come: libhdf5 is to say what it thinks of it.
            isOpenForWriting = false
            fileSize = nil
            return
        }
        guard bytes.count >= endOfFile + addressSize else { return nil }
        // Bit 0: open for writing; bit 2: open for writing while others read (SWMR).
        isOpenForWriting = flags & 0b101 != 0
        guard
            let base = Self.address(bytes[addresses..<addresses + addressSize]),
            let end = Self.address(bytes[endOfFile..<endOfFile + addressSize]), end >= base
        else {
            fileSize = nil
            return
        }
        // The base is where the superblock lay when the file was written; a user block may have come or gone since.
        let (size, overflow) = (end - base).addingReportingOverflow(offset)
        fileSize = overflow ? nil : size
    }

    /// A little-endian address, nil when it is undefined (all bits set) or beyond what a file can have.
    private static func address(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count <= 8, bytes.contains(where: { $0 != 0xff }) else { return nil }
        let value = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(exactly: value)
    }
}
