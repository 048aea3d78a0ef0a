import CCairo

/// A drawing context of cairo on one surface. Its faults stick: calls after the first one do nothing, and ``check()`` tells.
final class CairoContext {
    let surface: CairoSurface
    let handle: OpaquePointer

    init(drawingOn surface: CairoSurface) throws(CairoFailure) {
        guard let handle = cairo_create(surface.handle) else {
            throw CairoFailure(operation: "making a context", message: "no context")
        }
        let status = cairo_status(handle)
        if status != CAIRO_STATUS_SUCCESS { cairo_destroy(handle) }
        try CairoFailure.check(status, "making a context")
        self.surface = surface
        self.handle = handle
        useSameTextEverywhere()
        cairo_set_antialias(handle, CAIRO_ANTIALIAS_NONE)
        cairo_set_fill_rule(handle, CAIRO_FILL_RULE_EVEN_ODD)
    }

    deinit { cairo_destroy(handle) }

    func check() throws(CairoFailure) {
        try CairoFailure.check(cairo_status(handle), "drawing")
        try CairoFailure.check(cairo_surface_status(surface.handle), "drawing")
    }

    func setColor(_ color: Color, alpha: Double) {
        cairo_set_source_rgba(handle, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255, alpha)
    }

    /// Fills the rectangles; where two overlap, nothing is filled (the even-odd rule).
    func fill(_ rectangles: PixelRectangle...) {
        for rectangle in rectangles {
            cairo_rectangle(handle, rectangle.left, rectangle.top, rectangle.width, rectangle.height)
        }
        cairo_fill(handle)
    }

    func setFont(size: Double, bold: Bool) {
        cairo_select_font_face(
            handle, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, bold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
        cairo_set_font_size(handle, size)
    }

    func showText(_ text: String, x: Double, baseline: Double) {
        cairo_move_to(handle, x, baseline)
        cairo_show_text(handle, text)
        cairo_new_path(handle)
    }

    /// How far the text moves the pen, and the font's height above and below the baseline.
    func extents(of text: String) -> (advance: Double, ascent: Double, descent: Double) {
        var ofText = cairo_text_extents_t()
        var ofFont = cairo_font_extents_t()
        cairo_text_extents(handle, text, &ofText)
        cairo_font_extents(handle, &ofFont)
        return (ofText.x_advance, ofFont.ascent, ofFont.descent)
    }

    /// Grey edges, no hinting: the same pixels whatever the desktop's font settings are.
    private func useSameTextEverywhere() {
        let options = cairo_font_options_create()
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_set_font_options(handle, options)
        cairo_font_options_destroy(options)
    }
}
