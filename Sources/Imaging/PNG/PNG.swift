/// PNG in and out, through cairo.
///
/// Read: all kinds (grey, colour, palette, 1 to 16 bits, interlaced) to 8-bit RGB; transparency is dropped. Written: 8-bit RGB.
public enum PNG {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Decodes a file.
    public static func decode(
        contentsOf path: String, pixelLimit: Int = PixelBuffer.defaultPixelLimit
    ) throws(ImagingError) -> PixelBuffer {
        try decode(WholeFile.read(path), origin: path, pixelLimit: pixelLimit)
    }

    /// Decodes the bytes of one file.
    /// - Parameters:
    ///   - origin: where the bytes come from, for messages.
    ///   - pixelLimit: a larger image is refused before any room is made for it.
    public static func decode(
        _ bytes: [UInt8], origin: String, pixelLimit: Int = PixelBuffer.defaultPixelLimit
    ) throws(ImagingError) -> PixelBuffer {
        let size = try size(bytes, origin: origin)
        guard size.pixelCount <= pixelLimit else { throw .tooLarge(origin: origin, size: size, limit: pixelLimit) }
        do {
            return try CairoSurface(png: bytes).pixels()
        } catch {
            if error.wantsMemory { throw .exhausted(operation: origin, found: error.message) }
            throw .damaged(origin: origin, format: .png, found: error.message)
        }
    }

    /// The size from the header alone, which is always the first chunk.
    static func size(_ bytes: [UInt8], origin: String) throws(ImagingError) -> PixelSize {
        guard bytes.starts(with: signature) else { throw .notAnImage(origin: origin, found: ForeignContent.name(of: bytes)) }
        guard bytes.count >= 24, bytes[12..<16].elementsEqual("IHDR".utf8) else {
            throw .damaged(origin: origin, format: .png, found: "no header in \(bytes.count) bytes")
        }
        func number(at offset: Int) -> Int { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) } }
        let size = PixelSize(width: number(at: 16), height: number(at: 20))
        guard 1..<1 << 31 ~= size.width, 1..<1 << 31 ~= size.height else {
            throw .damaged(origin: origin, format: .png, found: "a size of \(size)")
        }
        return size
    }

    /// Encodes an image; decoding gives the same pixels back.
    public static func encode(_ image: PixelBuffer) throws(ImagingError) -> [UInt8] {
        do {
            return try CairoSurface(image).png()
        } catch {
            throw .exhausted(operation: "\(error.operation) of \(image.size)", found: error.message)
        }
    }
}
