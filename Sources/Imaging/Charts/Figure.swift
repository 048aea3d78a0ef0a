/// A drawing that isn't pixels yet: lines, rectangles, discs and lines of text, in points from the top left corner. The same figure
/// gives the same bytes on one machine.
public struct Figure: Sendable {
    public let width: Double
    public let height: Double
    /// In the order in which they cover each other.
    var elements: [FigureElement] = []

    init(width: Double, height: Double) { (self.width, self.height) = (width.rounded(.up), height.rounded(.up)) }

    /// The texts of the figure, in the order in which they are written.
    package var texts: [String] {
        elements.compactMap { if case .text(let text) = $0 { text.text } else { nil } }
    }

    /// The bytes of a PNG file.
    ///
    /// - Parameter scale: how many pixels a point is wide; made smaller where cairo couldn't take so many.
    public func png(scale: Double = 2) throws(ImagingError) -> [UInt8] {
        let scale = min(scale, 32_000 / max(width, height, 1))
        let size = PixelSize(width: Int((width * scale).rounded(.up)), height: Int((height * scale).rounded(.up)))
        return try drawn { () throws(CairoFailure) in
            let context = try CairoContext(drawingOn: CairoSurface(PixelBuffer(size: size, filledWith: .white)))
            context.scale(by: scale)
            return context
        } encoding: { surface throws(CairoFailure) in
            try surface.png()
        }
    }

    /// The bytes of an SVG file. Letters are outlines in it, so that it looks alike everywhere.
    public func svg() throws(ImagingError) -> [UInt8] {
        try drawn { () throws(CairoFailure) in
            try CairoContext(drawingOn: CairoSurface(svgOf: width, height))
        } encoding: { surface throws(CairoFailure) in
            try surface.svg()
        }
    }

    /// Writes the figure as its name says, `.png` or `.svg`: all of it, or nothing.
    public func write(to path: String) throws(ImagingError) {
        let bytes =
            switch FigureFormat(suffixOf: path) {
            case .png: try png()
            case .svg: try svg()
            case nil: throw ImagingError.unknownFigureSuffix(path: path)
            }
        try WholeFile.write(bytes, to: path)
    }

    private func drawn(
        _ context: () throws(CairoFailure) -> CairoContext, encoding encode: (CairoSurface) throws(CairoFailure) -> [UInt8]
    ) throws(ImagingError) -> [UInt8] {
        do {
            let context = try context()
            context.useSmoothEdges()
            for element in elements { element.draw(on: context) }
            try context.check()
            return try encode(context.surface)
        } catch {
            throw error.wantsMemory
                ? .exhausted(operation: error.operation, found: error.message)
                : .drawing(operation: "a figure", expected: "\(error.operation) to succeed", found: error.message)
        }
    }
}

/// A kind of file that figures are written as.
public enum FigureFormat: String, Hashable, Sendable, CaseIterable {
    case png
    case svg

    /// The format that a file's name asks for, by its suffix in any case.
    public init?(suffixOf path: String) {
        guard let name = path.split(separator: "/").last, let dot = name.lastIndex(of: ".") else { return nil }
        self.init(rawValue: name[name.index(after: dot)...].lowercased())
    }
}
