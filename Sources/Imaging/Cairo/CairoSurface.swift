import CCairo

/// A surface of cairo, owned by this object: an image of 32 bits a pixel, or a page.
final class CairoSurface {
    let handle: OpaquePointer
    /// What the surface draws in, where cairo didn't make that itself.
    private let memory: PixelStorage?
    /// What a page writes to.
    let written: CairoBytes?

    /// Takes over `handle`, which cairo never leaves NULL: a failed surface carries its status.
    init(
        owning handle: OpaquePointer, in memory: PixelStorage? = nil, writing written: CairoBytes? = nil, _ operation: String
    ) throws(CairoFailure) {
        (self.memory, self.written) = (memory, written)
        let status = cairo_surface_status(handle)
        if status != CAIRO_STATUS_SUCCESS { cairo_surface_destroy(handle) }
        try CairoFailure.check(status, operation)
        self.handle = handle
    }

    /// Throws unless cairo can make a surface of this size.
    static func check(_ size: PixelSize, origin: String, purpose: String) throws(ImagingError) {
        guard max(size.width, size.height) <= longestSide else {
            throw .sideTooLong(origin: origin, purpose: purpose, size: size, limit: longestSide)
        }
    }

    private static let longestSide = 32_767

    /// An opaque surface with the pixels of `image`, whose size has been checked.
    convenience init(_ image: PixelBuffer) throws(CairoFailure) {
        let (width, height) = (image.size.width, image.size.height)
        let rowBytes = Int(cairo_format_stride_for_width(CAIRO_FORMAT_RGB24, Int32(width)))
        let memory = PixelStorage(count: rowBytes * height)
        let words = memory.bytes.baseAddress!
        image.withPixels { pixels in
            for y in 0..<height {
                RowKernels.best.expand(
                    pixels.baseAddress! + y * width * PixelBuffer.channels, pixelCount: width, to: words + y * rowBytes)
            }
        }
        let handle = cairo_image_surface_create_for_data(
            words, CAIRO_FORMAT_RGB24, Int32(width), Int32(height), Int32(rowBytes))
        guard let handle else { throw CairoFailure(operation: "making a surface", message: "no surface") }
        try self.init(owning: handle, in: memory, "making a surface of \(image.size)")
    }

    /// Decodes a PNG file.
    convenience init(png bytes: [UInt8]) throws(CairoFailure) {
        var rest = bytes[...]
        let handle = withUnsafeMutablePointer(to: &rest) { rest in
            cairo_image_surface_create_from_png_stream(
                { closure, target, count in
                    let rest = closure!.assumingMemoryBound(to: ArraySlice<UInt8>.self)
                    guard rest.pointee.count >= Int(count) else { return CAIRO_STATUS_READ_ERROR }
                    rest.pointee.prefix(Int(count)).withUnsafeBytes {
                        UnsafeMutableRawPointer(target!).copyMemory(from: $0.baseAddress!, byteCount: $0.count)
                    }
                    rest.pointee.removeFirst(Int(count))
                    return CAIRO_STATUS_SUCCESS
                }, rest)
        }
        guard let handle else { throw CairoFailure(operation: "reading PNG", message: "no surface") }
        try self.init(owning: handle, "reading PNG")
    }

    deinit { cairo_surface_destroy(handle) }

    var size: PixelSize {
        PixelSize(width: Int(cairo_image_surface_get_width(handle)), height: Int(cairo_image_surface_get_height(handle)))
    }

    /// The pixels. Transparency is dropped, as Pillow's `convert("RGB")` does: cairo stores colours multiplied by it, which is undone
    /// here as far as 8 bits allow, and a wholly transparent pixel is black.
    func pixels() throws(CairoFailure) -> PixelBuffer {
        cairo_surface_flush(handle)
        let format = cairo_image_surface_get_format(handle)
        guard let data = cairo_image_surface_get_data(handle), format == CAIRO_FORMAT_RGB24 || format == CAIRO_FORMAT_ARGB32
        else { throw CairoFailure(operation: "reading a surface", message: "pixels of format \(format.rawValue)") }
        let rowBytes = Int(cairo_image_surface_get_stride(handle))
        let size = size
        return PixelBuffer(size: size) { target in
            for y in 0..<size.height {
                let row = target.baseAddress! + y * size.width * PixelBuffer.channels
                guard format == CAIRO_FORMAT_ARGB32 else {
                    RowKernels.best.contract(data + y * rowBytes, pixelCount: size.width, to: row)
                    continue
                }
                let words = UnsafeRawPointer(data + y * rowBytes).assumingMemoryBound(to: UInt32.self)
                for x in 0..<size.width {
                    let color = Self.opaque(words[x])
                    let pixel = row + x * PixelBuffer.channels
                    pixel[0] = UInt8(truncatingIfNeeded: color >> 16)
                    pixel[1] = UInt8(truncatingIfNeeded: color >> 8)
                    pixel[2] = UInt8(truncatingIfNeeded: color)
                }
            }
        }
    }

    private static func opaque(_ color: UInt32) -> UInt32 {
        let alpha = color >> 24
        if alpha == 255 || alpha == 0 { return color }
        func channel(_ shift: UInt32) -> UInt32 { min(((color >> shift & 255) * 255 + alpha / 2) / alpha, 255) << shift }
        return channel(16) | channel(8) | channel(0)
    }

    /// Encodes the surface as a PNG file.
    func png() throws(CairoFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        let status = withUnsafeMutablePointer(to: &bytes) { bytes in
            cairo_surface_write_to_png_stream(
                handle,
                { closure, source, count in
                    let bytes = closure!.assumingMemoryBound(to: [UInt8].self)
                    bytes.pointee.append(contentsOf: UnsafeBufferPointer(start: source, count: Int(count)))
                    return CAIRO_STATUS_SUCCESS
                }, bytes)
        }
        try CairoFailure.check(status, "writing PNG")
        return bytes
    }
}
