/// Draws on a copy of an image: rectangles, fills, text and labels, in pixels from the top left corner.
///
/// Drawing never throws; the first fault is kept, what follows it isn't drawn, and ``finish()`` throws it. Places outside of the
/// image are clipped. A canvas belongs to one thread at a time.
public final class Canvas {
    /// Far outside of any image, and inside of cairo's 24-bit fixed-point numbers.
    private static let farthest = 1_000_000.0

    public let size: PixelSize
    private let context: CairoContext
    private var fault: ImagingError?

    /// - Throws: ``ImagingError/sideTooLong(origin:purpose:size:limit:)`` above 32767 pixels, or ``ImagingError/exhausted(operation:found:)``.
    public init(drawingOn image: PixelBuffer) throws(ImagingError) {
        try CairoSurface.check(image.size, origin: "an image", purpose: "drawing")
        size = image.size
        do {
            context = try CairoContext(drawingOn: CairoSurface(image))
        } catch {
            throw Self.error(error)
        }
    }

    /// The image with everything drawn so far.
    public func finish() throws(ImagingError) -> PixelBuffer {
        if let fault { throw fault }
        do {
            try context.check()
            return try context.surface.pixels()
        } catch {
            throw Self.error(error)
        }
    }

    /// Fills a rectangle, its edges rounded to whole pixels.
    /// - Parameter alpha: 0 leaves the image as it is, 1 covers it.
    public func fillRectangle(_ rectangle: PixelRectangle, color: Color, alpha: Double = 1) {
        guard let edges = wholePixels(rectangle, "a rectangle"), isUsable(alpha, in: 0...1, "a rectangle", "an alpha from 0 to 1")
        else { return }
        context.setColor(color, alpha: alpha)
        context.fill(edges)
    }

    /// Draws a rectangle's edge, inwards from its bounds as the course's `draw_boxes` does; both are rounded to whole pixels.
    /// - Parameter lineWidth: at least one pixel is drawn; a line wider than half the rectangle fills it.
    public func strokeRectangle(_ rectangle: PixelRectangle, lineWidth: Double = 1, color: Color) {
        guard let edges = wholePixels(rectangle, "a rectangle"),
            isUsable(lineWidth, in: 0...Self.farthest, "a rectangle", "a line width from 0 to 1000000")
        else { return }
        let width = max(lineWidth.rounded(), 1)
        context.setColor(color, alpha: 1)
        if edges.width <= 2 * width || edges.height <= 2 * width {
            context.fill(edges)
        } else {
            let inside = PixelRectangle(
                left: edges.left + width, top: edges.top + width, right: edges.right - width, bottom: edges.bottom - width)
            context.fill(edges, inside)
        }
    }

    /// Writes one line in DejaVu Sans.
    /// - Parameters:
    ///   - left: where the text begins.
    ///   - top: the top of the line, an ascent above the baseline.
    ///   - size: the font's size in pixels.
    public func text(_ text: String, left: Double, top: Double, size: Double, color: Color, bold: Bool = false) {
        guard prepareFont(size, bold), let place = whole(left, "text"), let line = whole(top, "text")
        else { return }
        let text = CairoContext.printable(text)
        let ascent = context.extents(of: text).ascent.rounded(.up)
        context.setColor(color, alpha: 1)
        context.showText(text, x: place, baseline: line + ascent)
    }

    /// How much room a line of text takes, in whole pixels.
    public func measureText(_ text: String, size: Double, bold: Bool = false) -> PixelSize {
        guard prepareFont(size, bold) else { return PixelSize(width: 0, height: 0) }
        let extents = context.extents(of: CairoContext.printable(text))
        return PixelSize(
            width: Int(extents.advance.rounded(.up)), height: Int(extents.ascent.rounded(.up) + extents.descent.rounded(.up)))
    }

    /// Writes one line on a filled box, as the course's `draw_boxes` labels a detection: above the rectangle where there is room, else
    /// inside of it at its top. Unlike there, a label that would leave the image on the right is moved in.
    /// - Parameters:
    ///   - color: of the box; the text is black or white, whichever is read better.
    ///   - alpha: of the box alone.
    public func label(
        _ text: String, of rectangle: PixelRectangle, size: Double, color: Color, alpha: Double = 1, bold: Bool = false
    ) {
        guard let edges = wholePixels(rectangle, "a rectangle") else { return }
        let room = measureText(text, size: size, bold: bold)
        let margin = 2.0
        let width = Double(room.width) + 2 * margin
        let height = Double(room.height)
        let left = max(min(edges.left, Double(self.size.width) - width), 0)
        let top = edges.top - height >= 0 ? edges.top - height : max(edges.top, 0)
        fillRectangle(
            PixelRectangle(left: left, top: top, right: left + width, bottom: top + height), color: color, alpha: alpha)
        self.text(text, left: left + margin, top: top, size: size, color: color.contrasting, bold: bold)
    }

    private func prepareFont(_ size: Double, _ bold: Bool) -> Bool {
        guard isUsable(size, in: 1...10_000, "text", "a font size from 1 to 10000") else { return false }
        context.setFont(size: size, bold: bold)
        return true
    }

    private func wholePixels(_ rectangle: PixelRectangle, _ operation: String) -> PixelRectangle? {
        guard let left = whole(rectangle.left, operation), let top = whole(rectangle.top, operation),
            let right = whole(rectangle.right, operation), let bottom = whole(rectangle.bottom, operation)
        else { return nil }
        return PixelRectangle(left: left, top: top, right: max(left, right), bottom: max(top, bottom))
    }

    /// `floor(x + 0.5)`, as the course rounds.
    private func whole(_ coordinate: Double, _ operation: String) -> Double? {
        guard fault == nil else { return nil }
        guard coordinate.isFinite else {
            fault = .drawing(operation: operation, expected: "finite coordinates", found: "\(coordinate)")
            return nil
        }
        return min(max((coordinate + 0.5).rounded(.down), -Self.farthest), Self.farthest)
    }

    private func isUsable(_ value: Double, in range: ClosedRange<Double>, _ operation: String, _ expected: String) -> Bool {
        guard fault == nil else { return false }
        if !range.contains(value) { fault = .drawing(operation: operation, expected: expected, found: "\(value)") }
        return fault == nil
    }

    private static func error(_ failure: CairoFailure) -> ImagingError {
        failure.wantsMemory
            ? .exhausted(operation: failure.operation, found: failure.message)
            : .drawing(operation: "on the image", expected: "\(failure.operation) to succeed", found: failure.message)
    }
}
