/// Looks through the segments in front of a JPEG file's first scan.
enum JPEGHeader {
    private static let exif = Array("Exif\0\0".utf8)
    private static let xmp = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
    private static let application1: UInt8 = 0xE1
    private static let startOfScan: UInt8 = 0xDA
    private static let endOfImage: UInt8 = 0xD9

    /// How the image is to be shown: what EXIF says, else what XMP says, else upright. A broken label is taken for none, since the
    /// pixels don't suffer from it.
    static func orientation(in file: UnsafeRawBufferPointer) -> Orientation {
        var metadata: Orientation?
        var position = 2
        while position + 4 <= file.count, file[position] == 0xFF {
            let marker = file[position + 1]
            if marker == 0xFF {  // A fill byte.
                position += 1
                continue
            }
            if marker == startOfScan || marker == endOfImage { break }
            let length = Int(file[position + 2]) << 8 | Int(file[position + 3])
            let end = position + 2 + length
            guard length >= 2, end <= file.count else { break }
            if marker == application1 {
                let segment = UnsafeRawBufferPointer(rebasing: file[position + 4..<end])
                if segment.starts(with: exif) {
                    let block = UnsafeRawBufferPointer(rebasing: segment[exif.count...])
                    if let found = ExifBlock(bytes: block)?.orientation { return found }
                } else if segment.starts(with: xmp) {
                    metadata = metadata ?? orientation(inXMP: segment)
                }
            }
            position = end
        }
        return metadata ?? .upright
    }

    /// The digit behind `tiff:Orientation="` or `tiff:Orientation>`.
    private static func orientation(inXMP text: UnsafeRawBufferPointer) -> Orientation? {
        let name = Array("tiff:Orientation".utf8)
        var start = 0
        while start + name.count + 2 < text.count {
            let rest = text[start...]
            guard let candidate = rest.firstIndex(of: name[0]) else { return nil }
            let behind = candidate + name.count
            if text[candidate...].starts(with: name), behind < text.count {
                let digit = text[behind] == UInt8(ascii: "=") ? behind + 2 : behind + 1
                if digit < text.count, (0x30...0x39).contains(text[digit]) {
                    return Orientation(rawValue: Int(text[digit] - 0x30))
                }
            }
            start = candidate + 1
        }
        return nil
    }
}
