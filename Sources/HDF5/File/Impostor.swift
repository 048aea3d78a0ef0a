/// What a file without HDF5's signature is instead, by its beginning.
enum Impostor {
    private static let known: [(beginning: [UInt8], kind: String)] = [
        ([0x50, 0x4b, 0x03, 0x04], "a ZIP archive (a .keras file of Keras 3, or a download still to be unpacked)"),
        ([0x1f, 0x8b], "a gzip archive"),
        ([0x89, 0x50, 0x4e, 0x47], "a PNG image"),
        ([0xff, 0xd8, 0xff], "a JPEG image"),
        ([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], "a NumPy array"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
        ([0x7b], "text that looks like JSON"),
    ]

    static func fault(_ beginning: [UInt8]) -> FileFault {
        let text = String(decoding: beginning, as: UTF8.self)
        if text.hasPrefix("version https://git-lfs.github.com/spec/") { return .lfsPointer(size: sizeOfPointer(text)) }
        if isWebPage(text) { return .webPage }
        if let (_, kind) = known.first(where: { beginning.starts(with: $0.beginning) }) { return .notHDF5(kind: kind) }
        if beginning.allSatisfy({ $0 == 0 }) { return .notHDF5(kind: "a file that begins with zeros only") }
        return .notHDF5(kind: nil)
    }

    private static func sizeOfPointer(_ text: String) -> Int? {
        text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("size ") }.flatMap { Int($0.dropFirst(5)) }
    }

    private static func isWebPage(_ text: String) -> Bool {
        let visible = text.drop { $0.isWhitespace || $0 == "\u{feff}" }.lowercased()
        return visible.hasPrefix("<!doctype html") || visible.hasPrefix("<") && visible.contains("<html")
    }
}
