/// One panel of a line chart: title and legend above, axes with round numbers, curves.
struct LinePanel {
    static let width = 440.0
    static let height = 290.0
    private static let (head, foot, right) = (38.0, 44.0, 20.0)
    private static let (labelSize, titleSize) = (11.0, 13.0)
    /// More points than this are a line without dots.
    private static let mostDots = 40

    private let panel: LineChart.Panel
    private let measure: TextMeasure
    private let (x, y): (AxisTicks, AxisTicks)
    private let xRange: ClosedRange<Double>
    private let xTitle: String
    /// What the curves have for themselves.
    private let area: PixelRectangle
    private let origin: FigureElement.Point

    init(_ panel: LineChart.Panel, left: Double, top: Double, xTitle: String, countsX: Bool, _ measure: TextMeasure) {
        (self.panel, self.measure, self.xTitle) = (panel, measure, xTitle)
        let points = panel.series.flatMap(\.points).filter { $0.x.isFinite && $0.y.isFinite }
        func range(_ values: [Double]) -> ClosedRange<Double> { (values.min() ?? 0)...(values.max() ?? 1) }
        let across = range(panel.series.flatMap { $0.points.map(\.x).filter(\.isFinite) })
        x = AxisTicks(over: across, intervals: 8, isWhole: countsX)
        // Curves begin at the left edge; one point alone stands in the middle.
        xRange = across.lowerBound < across.upperBound ? across : across.lowerBound - 0.5...across.upperBound + 0.5
        y = AxisTicks(over: range(points.map(\.y)), intervals: 5)
        let labels = y.labels.map { measure.width(of: $0, size: Self.labelSize) }.max() ?? 0
        area = PixelRectangle(
            left: (left + max(labels + 14, 40)).rounded(), top: top + Self.head, right: left + Self.width - Self.right,
            bottom: top + Self.height - Self.foot)
        origin = FigureElement.Point(x: left, y: top)
    }

    func draw(into figure: inout Figure) {
        drawAxes(into: &figure)
        drawHead(into: &figure)
        for series in panel.series { drawCurve(series, into: &figure) }
    }

    private func place(_ x: Double, _ y: Double) -> FigureElement.Point {
        let (low, high) = (self.y.range.lowerBound, self.y.range.upperBound)
        return FigureElement.Point(
            x: area.left + (x - xRange.lowerBound) / (xRange.upperBound - xRange.lowerBound) * area.width,
            y: area.bottom - (y - low) / (high - low) * area.height)
    }

    private func drawAxes(into figure: inout Figure) {
        let (left, right) = (area.left, area.right)
        for (value, label) in zip(y.values, y.labels) {
            let height = place(xRange.lowerBound, value).y
            figure.elements.append(.line([.init(x: left, y: height), .init(x: right, y: height)], color: .grid, width: 1))
            figure.elements.append(
                .text(.init(text: label, place: .init(x: left - 7, y: height), size: Self.labelSize, anchor: .end)))
        }
        let bottom = area.bottom
        for (value, label) in zip(x.values, x.labels) where xRange.contains(value) {
            let across = place(value, y.range.lowerBound).x
            figure.elements.append(.line([.init(x: across, y: bottom), .init(x: across, y: bottom + 4)], color: .ink, width: 1))
            figure.elements.append(
                .text(.init(text: label, place: .init(x: across, y: bottom + 13), size: Self.labelSize, anchor: .middle)))
        }
        figure.elements.append(.line([.init(x: left, y: bottom), .init(x: right, y: bottom)], color: .ink, width: 1))
        figure.elements.append(
            .text(
                .init(
                    text: xTitle, place: .init(x: (left + right) / 2, y: bottom + 31), size: Self.labelSize, color: .faint,
                    anchor: .middle)))
    }

    /// The title on the left, and as far to the right as there is room what the curves are.
    private func drawHead(into figure: inout Figure) {
        let height = origin.y + 18
        var end = area.right
        for series in panel.series.reversed() where panel.series.count > 1 {
            let width = measure.width(of: series.name, size: Self.labelSize)
            figure.elements.append(
                .text(.init(text: series.name, place: .init(x: end - width, y: height), size: Self.labelSize)))
            let line = [FigureElement.Point(x: end - width - 26, y: height), .init(x: end - width - 6, y: height)]
            figure.elements.append(.line(line, color: series.color, width: 2))
            figure.elements.append(.disc(.init(x: end - width - 16, y: height), radius: 3, color: series.color))
            end -= width + 42
        }
        let title = measure.shortened(panel.title, to: end - area.left - 8, size: Self.titleSize, bold: true)
        figure.elements.append(
            .text(.init(text: title, place: .init(x: area.left, y: height), size: Self.titleSize, isBold: true)))
    }

    private func drawCurve(_ series: LineChart.Series, into figure: inout Figure) {
        let parts = series.points.split { !($0.x.isFinite && $0.y.isFinite) }
        let hasDots = series.points.count <= Self.mostDots
        for part in parts {
            let places = part.map { place($0.x, $0.y) }
            if places.count > 1 { figure.elements.append(.line(places, color: series.color, width: 2)) }
            if hasDots || places.count == 1 {
                for place in places { figure.elements.append(.disc(place, radius: 3, color: series.color)) }
            }
        }
    }
}
