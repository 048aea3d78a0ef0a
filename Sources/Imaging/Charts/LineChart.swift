/// Curves in panels beside and below each other, each with its own scale: how the numbers of a training went from epoch to epoch.
public struct LineChart: Sendable {
    public struct Series: Sendable {
        public var name: String
        /// From left to right. What isn't finite is a gap.
        public var points: [(x: Double, y: Double)]
        public var color: Color

        public init(_ name: String, _ points: [(x: Double, y: Double)], color: Color) {
            (self.name, self.points, self.color) = (name, points, color)
        }
    }

    public struct Panel: Sendable {
        public var title: String
        public var series: [Series]

        public init(_ title: String, _ series: [Series]) { (self.title, self.series) = (title, series) }
    }

    public var panels: [Panel]
    /// What all panels have from left to right.
    public var xTitle: String
    /// Whether that comes in whole numbers.
    public var countsX: Bool

    public init(_ panels: [Panel], xTitle: String, countsX: Bool = true) {
        (self.panels, self.xTitle, self.countsX) = (panels, xTitle, countsX)
    }

    /// The chart, drawn.
    public func figure() throws(ImagingError) -> Figure {
        let measure = try TextMeasure()
        let columns = panels.count <= 4 ? min(max(panels.count, 1), 2) : 3
        let rows = (max(panels.count, 1) + columns - 1) / columns
        var figure = Figure(
            width: Double(columns) * LinePanel.width + 12, height: Double(rows) * LinePanel.height + 12)
        figure.elements.append(
            .rectangle(PixelRectangle(left: 0, top: 0, right: figure.width, bottom: figure.height), color: .white))
        for (index, panel) in panels.enumerated() {
            let (left, top) = (Double(index % columns) * LinePanel.width + 6, Double(index / columns) * LinePanel.height + 6)
            LinePanel(panel, left: left, top: top, xTitle: xTitle, countsX: countsX, measure).draw(into: &figure)
        }
        return figure
    }
}
