/// One thing that is drawn.
enum FigureElement: Sendable {
    /// Through the points, with round corners.
    case line([Point], color: Color, width: Double)
    case rectangle(PixelRectangle, color: Color)
    case disc(Point, radius: Double, color: Color)
    case text(TextLine)

    struct Point: Sendable {
        var x: Double
        var y: Double
    }

    /// One line of text in DejaVu Sans.
    struct TextLine: Sendable {
        /// Where the place lies along the text.
        enum Anchor { case start, middle, end }

        var text: String
        /// Half as high as capital letters.
        var place: Point
        var size: Double
        var color: Color = .ink
        var anchor = Anchor.start
        var isBold = false
        /// Whether it is read from bottom to top.
        var isUpright = false
    }

    /// A thin line around a rectangle.
    static func frame(_ area: PixelRectangle) -> FigureElement {
        let corners = [
            Point(x: area.left, y: area.top), Point(x: area.right, y: area.top), Point(x: area.right, y: area.bottom),
            Point(x: area.left, y: area.bottom), Point(x: area.left, y: area.top),
        ]
        return .line(corners, color: .faint, width: 1)
    }

    func draw(on context: CairoContext) {
        switch self {
        case .line(let points, let color, let width):
            context.setColor(color, alpha: 1)
            context.stroke(points.map { ($0.x, $0.y) }, width: width)
        case .rectangle(let rectangle, let color):
            context.setColor(color, alpha: 1)
            context.fill(rectangle)
        case .disc(let center, let radius, let color):
            context.setColor(color, alpha: 1)
            context.fillDisc(x: center.x, y: center.y, radius: radius)
        case .text(let line): line.draw(on: context)
        }
    }
}

extension FigureElement.TextLine {
    /// The height of DejaVu Sans' capital letters, in sizes.
    private static let capitalHeight = 0.729

    func draw(on context: CairoContext) {
        context.setFont(size: size, bold: isBold)
        context.setColor(color, alpha: 1)
        let text = CairoContext.printable(text)
        let advance = context.extents(of: text).advance
        let back =
            switch anchor {
            case .start: 0.0
            case .middle: advance / 2
            case .end: advance
            }
        let drop = size * Self.capitalHeight / 2
        if isUpright {
            context.showUprightText(text, x: place.x + drop, y: place.y + back)
        } else {
            context.showText(text, x: place.x - back, baseline: place.y + drop)
        }
    }
}

extension Color {
    /// Of texts and axes in figures.
    static let ink = Color(red: 38, green: 38, blue: 38)
    static let faint = Color(red: 130, green: 130, blue: 130)
    static let grid = Color(red: 226, green: 226, blue: 226)
}
