/// How much room texts take in figures.
final class TextMeasure {
    private let context: CairoContext

    init() throws(ImagingError) {
        do {
            context = try CairoContext(drawingOn: CairoSurface(PixelBuffer(size: PixelSize(width: 1, height: 1))))
        } catch {
            throw .exhausted(operation: error.operation, found: error.message)
        }
    }

    func width(of text: String, size: Double, bold: Bool = false) -> Double {
        context.setFont(size: size, bold: bold)
        return context.extents(of: CairoContext.printable(text)).advance
    }

    /// The text, or as much of its beginning and its end as there is room for, with an ellipsis between them.
    func shortened(_ text: String, to room: Double, size: Double, bold: Bool = false) -> String {
        guard width(of: text, size: size, bold: bold) > room else { return text }
        func kept(_ count: Int) -> String { text.prefix(count - count / 3) + "…" + text.suffix(count / 3) }
        var (least, most) = (0, text.count)
        while least + 1 < most {
            let middle = (least + most) / 2
            if width(of: kept(middle), size: size, bold: bold) <= room { least = middle } else { most = middle }
        }
        return kept(least)
    }
}
