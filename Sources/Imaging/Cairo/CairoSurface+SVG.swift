import CCairo

/// Bytes that cairo writes while it draws.
final class CairoBytes {
    var bytes: [UInt8] = []
}

extension CairoSurface {
    /// A page of so many points, what is drawn on which becomes an SVG file.
    convenience init(svgOf width: Double, _ height: Double) throws(CairoFailure) {
        let written = CairoBytes()
        let handle = cairo_svg_surface_create_for_stream(
            { closure, source, count in
                let written = Unmanaged<CairoBytes>.fromOpaque(closure!).takeUnretainedValue()
                written.bytes.append(contentsOf: UnsafeBufferPointer(start: source, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(written).toOpaque(), width, height)
        guard let handle else { throw CairoFailure(operation: "making a page", message: "no surface") }
        try self.init(owning: handle, writing: written, "making a page of \(width)×\(height)")
    }

    /// The bytes of the file. Nothing can be drawn any more.
    func svg() throws(CairoFailure) -> [UInt8] {
        cairo_surface_finish(handle)
        try CairoFailure.check(cairo_surface_status(handle), "writing SVG")
        // Cairo counts its surfaces, and names the page by that; nothing refers to the name.
        let text = String(decoding: written?.bytes ?? [], as: UTF8.self)
        return Array(text.replacing(#/ id="surface[0-9]+"/#, with: "").utf8)
    }
}
