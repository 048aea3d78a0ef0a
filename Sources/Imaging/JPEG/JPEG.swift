import CJPEG

/// JPEG in and out, over libjpeg.
///
/// Read: baseline, progressive and arithmetic-coded files of 8 bits, grey, YCbCr, RGB, CMYK and YCCK (taken as inverted, as Adobe's
/// programs write them), all to RGB as Pillow does. An EXIF orientation is applied. Anything that libjpeg calls corrupt is
/// refused, where most programs would show a half-grey picture.
public enum JPEG {
    /// libjpeg's `JPEG_MAX_DIMENSION`.
    private static let longestSide = 65_500

    /// Decodes a file, see ``decode(_:origin:pixelLimit:atLeast:)-([UInt8],_,_,_)``.
    public static func decode(
        contentsOf path: String, pixelLimit: Int = PixelBuffer.defaultPixelLimit, atLeast least: PixelSize? = nil
    ) throws(ImagingError) -> PixelBuffer {
        try decode(WholeFile.read(path), origin: path, pixelLimit: pixelLimit, atLeast: least)
    }

    /// Decodes the bytes of one file. Bytes behind the end of the image are ignored, as cameras append previews there.
    /// - Parameters:
    ///   - origin: where the bytes come from, for messages.
    ///   - pixelLimit: an image of which more pixels are stored is refused before any room is made for it.
    ///   - least: where given, the image is decoded at the smallest of 1/8, 1/4, 1/2 and its whole size that is at least this wide and
    ///     high; 1/n of a side is rounded up. That takes less time than decoding the whole, but what is resized from it differs from what
    ///     is resized from the whole: on photographs by 1 to 4 grey levels in the mean and by dozens at edges.
    public static func decode(
        _ bytes: [UInt8], origin: String, pixelLimit: Int = PixelBuffer.defaultPixelLimit, atLeast least: PixelSize? = nil
    ) throws(ImagingError) -> PixelBuffer {
        try bytes.withUnsafeBufferPointer { bytes throws(ImagingError) in
            try decode(UnsafeRawBufferPointer(bytes), origin: origin, pixelLimit: pixelLimit, atLeast: least)
        }
    }

    /// Decodes the bytes of one file, see ``decode(_:origin:pixelLimit:atLeast:)-([UInt8],_,_,_)``.
    public static func decode(
        _ bytes: UnsafeRawBufferPointer, origin: String, pixelLimit: Int = PixelBuffer.defaultPixelLimit,
        atLeast least: PixelSize? = nil
    ) throws(ImagingError) -> PixelBuffer {
        let stored = try storedSize(bytes, origin: origin)
        guard stored.pixelCount <= pixelLimit else { throw .tooLarge(origin: origin, size: stored, limit: pixelLimit) }
        let orientation = JPEGHeader.orientation(in: bytes)
        let reduction = least.map { Self.reduction(of: orientation.size(of: stored), toAtLeast: $0) } ?? 1
        let decoded = stored.reduced(by: reduction)
        let image = try PixelBuffer(size: decoded) { pixels throws(ImagingError) in
            try check(
                cjpeg_decode(
                    bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, UInt32(reduction), pixels.baseAddress,
                    UInt32(decoded.width), UInt32(decoded.height)),
                origin, height: decoded.height)
        }
        return image.turned(by: orientation)
    }

    /// Of libjpeg's eighths those that take less time than the whole: libjpeg-turbo has vector code for them and none for the others (5/8
    /// to 7/8 take longer, 3/8 as long as 1/2).
    private static func reduction(of size: PixelSize, toAtLeast least: PixelSize) -> Int {
        [8, 4, 2].first {
            let reduced = size.reduced(by: $0)
            return reduced.width >= least.width && reduced.height >= least.height
        } ?? 1
    }

    /// The size that decoding would give, from the header alone.
    static func size(_ bytes: [UInt8], origin: String) throws(ImagingError) -> PixelSize {
        try bytes.withUnsafeBufferPointer { bytes throws(ImagingError) in
            let bytes = UnsafeRawBufferPointer(bytes)
            return JPEGHeader.orientation(in: bytes).size(of: try storedSize(bytes, origin: origin))
        }
    }

    private static func storedSize(_ bytes: UnsafeRawBufferPointer, origin: String) throws(ImagingError) -> PixelSize {
        guard !bytes.isEmpty else { throw .damaged(origin: origin, format: .jpeg, found: "no bytes at all") }
        var width: UInt32 = 0
        var height: UInt32 = 0
        try check(
            cjpeg_read_header(bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, &width, &height), origin, height: 0)
        return PixelSize(width: Int(width), height: Int(height))
    }

    /// Encodes an image as a baseline JFIF file with 4:2:0 chroma. Sides are at most 65500.
    /// - Parameter quality: libjpeg's scale; clamped to 1 to 100.
    public static func encode(_ image: PixelBuffer, quality: Int = 90) throws(ImagingError) -> [UInt8] {
        guard max(image.size.width, image.size.height) <= longestSide else {
            throw .sideTooLong(origin: "an image", purpose: "writing JPEG", size: image.size, limit: longestSide)
        }
        var result = cjpeg_result()
        // What doesn't fit into half a byte a pixel, as nearly all does up to a quality of 95.
        var larger: [UInt8]?
        let bytes = [UInt8](unsafeUninitializedCapacity: 1024 + image.size.pixelCount / 2) { room, initialized in
            var bytes = room.baseAddress
            var count = room.count
            result = image.withPixels {
                cjpeg_encode(
                    $0.baseAddress, UInt32(image.size.width), UInt32(image.size.height), Int32(min(max(quality, 1), 100)), &bytes,
                    &count)
            }
            guard result.status == CJPEG_OK else { return }
            if bytes == room.baseAddress {
                initialized = count
            } else {
                larger = Array(UnsafeBufferPointer(start: bytes, count: count))
                cjpeg_free(bytes)
            }
        }
        try check(result, "writing JPEG of \(image.size)", height: 0)
        return larger ?? bytes
    }

    private static func check(_ result: cjpeg_result, _ origin: String, height: Int) throws(ImagingError) {
        guard result.status != CJPEG_OK else { return }
        var message = withUnsafeBytes(of: result.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        message = message.prefix(1).lowercased() + message.dropFirst()
        switch result.status {
        case CJPEG_UNSUPPORTED: throw .unsupported(origin: origin, format: .jpeg, found: message)
        case CJPEG_OUT_OF_MEMORY: throw .exhausted(operation: origin, found: message)
        default:
            if result.rows > 0, height > 0 { message += ", after \(result.rows) of \(height) rows" }
            throw .damaged(origin: origin, format: .jpeg, found: message)
        }
    }
}

extension PixelSize {
    /// Each side divided and rounded up, as libjpeg does.
    fileprivate func reduced(by divisor: Int) -> PixelSize {
        PixelSize(width: (width + divisor - 1) / divisor, height: (height + divisor - 1) / divisor)
    }
}
