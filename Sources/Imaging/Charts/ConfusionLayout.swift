import Foundation

/// Where the parts of a confusion matrix stand, and their sizes.
struct ConfusionLayout {
    private static let (titleSize, axisSize) = (14.0, 12.0)
    /// Names that need more room than this are shortened.
    private static let longestName = 170.0
    /// Smaller than this nothing can be read.
    private static let leastText = 4.5
    private static let scaleWidth = 14.0

    private let chart: ConfusionChart
    private let measure: TextMeasure
    private let cell: Double
    private let names: [String]
    private let nameSize: Double
    private let countSize: Double
    /// Whether the names of the columns stand upright, for want of room.
    private let isUpright: Bool
    private let nameRoom: Double

    init(_ chart: ConfusionChart, _ measure: TextMeasure) {
        (self.chart, self.measure) = (chart, measure)
        let count = max(chart.classes.count, 1)
        cell =
            switch count {
            case ...10: 52
            case ...20: 38
            case ...60: 28
            default: max(1400 / Double(count), 1).rounded(.down)
            }
        let nameSize = min(12, cell * 0.62)
        let names = chart.classes.map { measure.shortened($0, to: Self.longestName, size: nameSize) }
        nameRoom = names.map { measure.width(of: $0, size: nameSize) }.max() ?? 0
        isUpright = nameRoom > cell - 6
        (self.nameSize, self.names) = (nameSize, names)
        // As large as the widest number lets it be.
        let widest = chart.counts.joined().map { measure.width(of: "\($0)", size: 100) / 100 }.max() ?? 1
        countSize = min(13, cell * 0.42, (cell - 3) / widest)
    }

    func figure() -> Figure {
        let side = cell * Double(max(chart.classes.count, 1))
        let hasNames = nameSize >= Self.leastText
        let room = hasNames ? nameRoom : 0
        let (left, top) = ((34 + room).rounded(.up), 58.0)
        let below = hasNames ? (isUpright ? room + 38 : nameSize + 32) : 30
        var figure = Figure(width: max(left + side + 92, 300), height: top + side + below + 6)
        let area = PixelRectangle(left: left, top: top, right: left + side, bottom: top + side)
        figure.elements.append(
            .rectangle(PixelRectangle(left: 0, top: 0, right: figure.width, bottom: figure.height), color: .white))
        drawHead(into: &figure)
        drawCells(area, into: &figure)
        if hasNames { drawNames(area, into: &figure) }
        drawAxes(area, bottom: figure.height - 14, into: &figure)
        drawScale(area, into: &figure)
        return figure
    }

    private func drawHead(into figure: inout Figure) {
        let total = chart.counts.joined().reduce(0, +)
        let right = chart.counts.indices.reduce(0) { $0 + chart.counts[$1][$1] }
        let share = total > 0 ? String(format: " (%.1f %%)", Double(right) / Double(total) * 100) : ""
        let title = measure.shortened(chart.title, to: figure.width - 24, size: Self.titleSize, bold: true)
        figure.elements.append(.text(.init(text: title, place: .init(x: 12, y: 18), size: Self.titleSize, isBold: true)))
        figure.elements.append(
            .text(
                .init(text: "\(right) of \(total) right\(share)", place: .init(x: 12, y: 38), size: Self.axisSize, color: .faint))
        )
    }

    private func drawCells(_ area: PixelRectangle, into figure: inout Figure) {
        for (row, counts) in chart.counts.enumerated() {
            let whole = counts.reduce(0, +)
            for (column, count) in counts.enumerated() {
                let (left, top) = (area.left + Double(column) * cell, area.top + Double(row) * cell)
                let color = Self.color(whole > 0 ? Double(count) / Double(whole) : 0)
                figure.elements.append(
                    .rectangle(PixelRectangle(left: left, top: top, right: left + cell, bottom: top + cell), color: color))
                guard countSize >= Self.leastText else { continue }
                let ink = count == 0 ? Color.pale : color.contrasting == .white ? .white : .ink
                figure.elements.append(
                    .text(
                        .init(
                            text: "\(count)", place: .init(x: left + cell / 2, y: top + cell / 2), size: countSize, color: ink,
                            anchor: .middle)))
            }
        }
        drawLines(area, into: &figure)
    }

    private func drawLines(_ area: PixelRectangle, into figure: inout Figure) {
        func line(_ x: Double, _ y: Double, _ otherX: Double, _ otherY: Double, _ color: Color) {
            figure.elements.append(.line([.init(x: x, y: y), .init(x: otherX, y: otherY)], color: color, width: 1))
        }
        if cell >= 8 {
            for index in chart.classes.indices.dropFirst() {
                let (x, y) = (area.left + Double(index) * cell, area.top + Double(index) * cell)
                line(x, area.top, x, area.bottom, .grid)
                line(area.left, y, area.right, y, .grid)
            }
        }
        figure.elements.append(.frame(area))
    }

    private func drawNames(_ area: PixelRectangle, into figure: inout Figure) {
        for (index, name) in names.enumerated() {
            let middle = (Double(index) + 0.5) * cell
            figure.elements.append(
                .text(.init(text: name, place: .init(x: area.left - 6, y: area.top + middle), size: nameSize, anchor: .end)))
            figure.elements.append(
                .text(
                    .init(
                        text: name, place: .init(x: area.left + middle, y: area.bottom + 6 + (isUpright ? 0 : nameSize / 2)),
                        size: nameSize, anchor: isUpright ? .end : .middle, isUpright: isUpright)))
        }
    }

    private func drawAxes(_ area: PixelRectangle, bottom: Double, into figure: inout Figure) {
        figure.elements.append(
            .text(
                .init(
                    text: "predicted class", place: .init(x: (area.left + area.right) / 2, y: bottom), size: Self.axisSize,
                    anchor: .middle)))
        figure.elements.append(
            .text(
                .init(
                    text: "true class", place: .init(x: 15, y: (area.top + area.bottom) / 2), size: Self.axisSize,
                    anchor: .middle, isUpright: true)))
    }

    /// What the colours mean.
    private func drawScale(_ area: PixelRectangle, into figure: inout Figure) {
        let (left, steps) = (area.right + 18, 100)
        let height = min(area.height, 220)
        let top = area.top
        for step in 0..<steps {
            let (from, to) = (Double(step) / Double(steps), Double(step + 1) / Double(steps))
            figure.elements.append(
                .rectangle(
                    // Over the edge of the one before, for no gap may shine through.
                    PixelRectangle(
                        left: left, top: top + (1 - to) * height, right: left + Self.scaleWidth,
                        bottom: min(top + (1 - from) * height + 0.5, top + height)),
                    color: Self.color((from + to) / 2)))
        }
        figure.elements.append(
            .frame(PixelRectangle(left: left, top: top, right: left + Self.scaleWidth, bottom: top + height)))
        for share in height < 60 ? [0.0, 1] : [0.0, 0.25, 0.5, 0.75, 1] {
            figure.elements.append(
                .text(
                    .init(
                        text: "\(Int(share * 100)) %",
                        place: .init(x: left + Self.scaleWidth + 5, y: top + 5 + (1 - share) * (height - 10)), size: 10)))
        }
    }

    /// White, through the blues of ColorBrewer, to dark blue.
    private static func color(_ share: Double) -> Color {
        let stops: [(Double, Double, Double)] = [
            (255, 255, 255), (198, 219, 239), (107, 174, 214), (33, 113, 181), (8, 48, 107),
        ]
        let place = min(max(share, 0), 1) * Double(stops.count - 1)
        let index = min(Int(place), stops.count - 2)
        let part = place - Double(index)
        let (from, to) = (stops[index], stops[index + 1])
        func mixed(_ from: Double, _ to: Double) -> UInt8 { UInt8((from + (to - from) * part).rounded()) }
        return Color(red: mixed(from.0, to.0), green: mixed(from.1, to.1), blue: mixed(from.2, to.2))
    }
}

extension Color {
    /// Of zeros, which are not what is looked for.
    fileprivate static let pale = Color(red: 190, green: 190, blue: 190)
}
