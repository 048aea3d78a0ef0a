/// PNG in and out, through cairo.
///
/// Read: all kinds (grey, colour, palette, 1 to 16 bits, interlaced) to 8-bit RGB; transparency is dropped, and an orientation, which
/// hardly any PNG file carries, is not applied. Written: 8-bit RGB.
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
        try CairoSurface.check(size, origin: origin, purpose: "reading PNG")
        if let damage = bytes.withUnsafeBufferPointer(PNGChunks.damage) {
            throw .damaged(origin: origin, format: .png, found: damage)
        }
        do {
            return try CairoSurface(png: bytes).pixels()
        } catch {
            // Cairo calls wrong compressed data "out of memory".
            let found = error.wantsMemory ? "compressed data that can't be read" : error.message
            throw .damaged(origin: origin, format: .png, found: found)
        }
    }

    /// The size from the header alone, which is always the first chunk.
    static func size(_ bytes: [UInt8], origin: String) throws(ImagingError) -> PixelSize {
        guard bytes.starts(with: signature) else { throw .notAnImage(origin: origin, found: ForeignContent.name(of: bytes)) }
        guard bytes.count >= 24, bytes[12..<16].elementsEqual("IHDR".utf8) else {
            throw .damaged(origin: origin, format: .png, found: "no header in \(bytes.count) bytes")
        }
        let size = bytes.withUnsafeBufferPointer {
            PixelSize(width: PNGChunks.number(in: $0, at: 16), height: PNGChunks.number(in: $0, at: 20))
        }
        guard 1..<1 << 31 ~= size.width, 1..<1 << 31 ~= size.height else {
            throw .damaged(origin: origin, format: .png, found: "a size of \(size)")
        }
        return size
    }

    /// Encodes an image; decoding gives the same pixels back. Cairo takes sides of at most 32767.
    public static func encode(_ image: PixelBuffer) throws(ImagingError) -> [UInt8] {
        try CairoSurface.check(image.size, origin: "an image", purpose: "writing PNG")
        do {
            return try CairoSurface(image).png()
        } catch {
            throw .exhausted(operation: "\(error.operation) of \(image.size)", found: error.message)
        }
    }
}
