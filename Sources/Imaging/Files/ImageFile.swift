/// Image files, told apart by what is in them and written as their name says.
public enum ImageFile {
    /// Decodes a JPEG or PNG file, whatever its name.
    /// - Parameter least: where given, a JPEG is decoded at the smallest of 1/8, 1/4, 1/2 and its whole size that is at least this
    ///   wide and high, see ``JPEG/decode(_:origin:pixelLimit:atLeast:)-([UInt8],_,_,_)``; a PNG always whole.
    /// - Throws: ``ImagingError``, which names the path and what was found instead of a whole image.
    public static func read(
        _ path: String, pixelLimit: Int = PixelBuffer.defaultPixelLimit, atLeast least: PixelSize? = nil
    ) throws(ImagingError) -> PixelBuffer {
        try decode(WholeFile.read(path), origin: path, pixelLimit: pixelLimit, atLeast: least)
    }

    /// Decodes the bytes of a JPEG or PNG file.
    /// - Parameters:
    ///   - origin: where the bytes come from, for messages.
    ///   - least: as in ``read(_:pixelLimit:atLeast:)``.
    public static func decode(
        _ bytes: [UInt8], origin: String, pixelLimit: Int = PixelBuffer.defaultPixelLimit, atLeast least: PixelSize? = nil
    ) throws(ImagingError) -> PixelBuffer {
        switch ImageFormat(contentOf: bytes) {
        case .jpeg: try JPEG.decode(bytes, origin: origin, pixelLimit: pixelLimit, atLeast: least)
        case .png: try PNG.decode(bytes, origin: origin, pixelLimit: pixelLimit)
        case nil: throw .notAnImage(origin: origin, found: ForeignContent.name(of: bytes))
        }
    }

    /// The size that ``read(_:pixelLimit:atLeast:)`` would give, from the file's header alone: the pixels may still turn out to be damaged.
    public static func size(_ path: String) throws(ImagingError) -> PixelSize {
        // Headers are mostly short, but an embedded preview or colour profile can make one of some hundred kilobytes.
        var limit = 1 << 15
        while true {
            let bytes = try WholeFile.read(path, first: limit)
            do throws(ImagingError) {
                return switch ImageFormat(contentOf: bytes) {
                case .jpeg: try JPEG.size(bytes, origin: path)
                case .png: try PNG.size(bytes, origin: path)
                case nil: throw ImagingError.notAnImage(origin: path, found: ForeignContent.name(of: bytes))
                }
            } catch {
                guard case .damaged = error, bytes.count == limit else { throw error }
                limit *= 8
            }
        }
    }

    /// Writes an image as JPEG (`.jpg`, `.jpeg`) or PNG (`.png`), by the suffix of the name. The bytes go to a temporary name in the
    /// same folder, which is then renamed: `path` never holds half a file, and a failure leaves what was there before.
    /// - Parameters:
    ///   - quality: of a JPEG file, 1 to 100.
    ///   - synchronised: return only when the bytes have reached the disk.
    public static func write(
        _ image: PixelBuffer, to path: String, quality: Int = 90, synchronised: Bool = false
    ) throws(ImagingError) {
        let bytes =
            switch ImageFormat(suffixOf: path) {
            case .jpeg: try JPEG.encode(image, quality: quality)
            case .png: try PNG.encode(image)
            case nil: throw ImagingError.unknownSuffix(path: path)
            }
        try WholeFile.write(bytes, to: path, synchronised: synchronised)
    }
}
