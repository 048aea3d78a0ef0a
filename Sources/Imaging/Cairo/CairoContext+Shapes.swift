import CCairo

/// Lines, discs and upright text, for figures.
extension CairoContext {
    /// Cairo's own smoothing, in place of whole pixels.
    func useSmoothEdges() {
        cairo_set_antialias(handle, CAIRO_ANTIALIAS_DEFAULT)
        cairo_set_line_join(handle, CAIRO_LINE_JOIN_ROUND)
        cairo_set_line_cap(handle, CAIRO_LINE_CAP_BUTT)
    }

    func scale(by factor: Double) { cairo_scale(handle, factor, factor) }

    func stroke(_ points: [(x: Double, y: Double)], width: Double) {
        guard let first = points.first else { return }
        cairo_set_line_width(handle, width)
        cairo_move_to(handle, first.x, first.y)
        for point in points.dropFirst() { cairo_line_to(handle, point.x, point.y) }
        cairo_stroke(handle)
    }

    func fillDisc(x: Double, y: Double, radius: Double) {
        cairo_new_path(handle)
        cairo_arc(handle, x, y, radius, 0, 2 * Double.pi)
        cairo_fill(handle)
    }

    /// Text that is read from bottom to top.
    ///
    /// - Parameters:
    ///   - x: of the baseline.
    ///   - y: where the text begins.
    func showUprightText(_ text: String, x: Double, y: Double) {
        cairo_save(handle)
        cairo_translate(handle, x, y)
        cairo_rotate(handle, -Double.pi / 2)
        showText(text, x: 0, baseline: 0)
        cairo_restore(handle)
    }

    /// C strings end at a zero, and cairo draws a box for a line break.
    static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
    }
}
