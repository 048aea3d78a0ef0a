/// Says what bytes are that are no image we read, for the message.
enum ForeignContent {
    private static let beginnings: [(bytes: [UInt8], name: String)] = [
        (Array("GIF8".utf8), "a GIF image"),
        (Array("BM".utf8), "a BMP image"),
        ([0x49, 0x49, 0x2A, 0x00], "a TIFF image"),
        ([0x4D, 0x4D, 0x00, 0x2A], "a TIFF image"),
        ([0x00, 0x00, 0x00, 0x0C, 0x6A, 0x50], "a JPEG 2000 image"),
        ([0xFF, 0x0A], "a JPEG XL image"),
        (Array("%PDF".utf8), "a PDF document"),
        (Array("version https://git-lfs".utf8), "a Git LFS pointer (run `git lfs pull`)"),
        (Array("<svg".utf8), "an SVG drawing"),
        (Array("<!doctype html".utf8), "a saved web page"),
        (Array("<html".utf8), "a saved web page"),
        ([0x89, 0x48, 0x44, 0x46], "an HDF5 file"),
        ([0x1A, 0x45, 0xDF, 0xA3], "a Matroska or WebM video"),
        ([0x1F, 0x8B], "a gzip archive"),
        (Array("PK".utf8), "a ZIP archive"),
    ]

    static func name(of bytes: some Collection<UInt8>) -> String {
        guard !bytes.isEmpty else { return "no bytes at all" }
        let head = Array(bytes.prefix(64))
        let lowercased = head.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        if let known = beginnings.first(where: { head.starts(with: $0.bytes) || lowercased.starts(with: $0.bytes) }) {
            return known.name
        }
        if head.starts(with: Array("RIFF".utf8)) {
            return head.dropFirst(8).starts(with: Array("WEBP".utf8)) ? "a WebP image" : "a RIFF file (AVI, WAV)"
        }
        if head.dropFirst(4).starts(with: Array("ftyp".utf8)) {
            let brand = head.dropFirst(8).prefix(4)
            return ["avif", "heic", "heix", "mif1"].contains { brand.elementsEqual($0.utf8) }
                ? "a HEIF or AVIF image" : "an MP4 or QuickTime video"
        }
        if head.allSatisfy({ $0 == 0 }) { return "zeros" }
        if head.allSatisfy({ (0x20...0x7E).contains($0) || (0x09...0x0D).contains($0) }) { return "text" }
        let digits = head.prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return "bytes that begin with \(digits.joined(separator: " "))"
    }
}
