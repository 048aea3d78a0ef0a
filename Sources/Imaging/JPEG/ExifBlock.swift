/// The TIFF structure of an EXIF segment, read only as far as the orientation: byte order, 42, offset of the first directory; there
/// a count and entries of 12 bytes (tag, type, count, value or offset).
struct ExifBlock {
    private static let orientationTag = 0x0112

    private let bytes: UnsafeRawBufferPointer
    private let isLittleEndian: Bool

    /// - Parameter bytes: what follows `Exif\0\0`; they outlive this value.
    init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 8 else { return nil }
        switch (bytes[0], bytes[1]) {
        case (0x49, 0x49): isLittleEndian = true
        case (0x4D, 0x4D): isLittleEndian = false
        default: return nil
        }
        self.bytes = bytes
        guard number(at: 2, bytes: 2) == 42 else { return nil }
    }

    /// What the first directory says, or nil where it says nothing or something else than 1 to 8.
    var orientation: Orientation? {
        guard let directory = number(at: 4, bytes: 4), let count = number(at: directory, bytes: 2) else { return nil }
        for entry in 0..<count {
            let start = directory + 2 + entry * 12
            guard let tag = number(at: start, bytes: 2) else { return nil }
            guard tag == Self.orientationTag, let type = number(at: start + 2, bytes: 2) else { continue }
            // BYTE, SHORT or LONG; all stand at the beginning of the value field.
            guard let width = [1: 1, 3: 2, 4: 4][type], let value = number(at: start + 8, bytes: width) else { return nil }
            return Orientation(rawValue: value)
        }
        return nil
    }

    private func number(at offset: Int, bytes count: Int) -> Int? {
        guard offset + count <= bytes.count else { return nil }
        let digits = bytes[offset..<offset + count]
        return isLittleEndian ? digits.reversed().reduce(0) { $0 << 8 | Int($1) } : digits.reduce(0) { $0 << 8 | Int($1) }
    }
}
