import Imaging
import TestMaterial
import Testing

@Suite struct `A chart of curves` {
    private static let (blue, orange) = (Color(red: 0, green: 114, blue: 178), Color(red: 213, green: 94, blue: 0))

    private func chart(_ count: Int = 6, panels: [String] = ["loss", "accuracy"], gap: Int = -1) -> LineChart {
        let panels = panels.map { title in
            let curves = [("training", 1.0, Self.blue), ("validation", 1.25, Self.orange)].map { name, factor, color in
                let points = (0..<count).map { (x: Double($0 + 1), y: $0 == gap ? Double.nan : factor / Double($0 + 1)) }
                return LineChart.Series(name, points, color: color)
            }
            return LineChart.Panel(title, curves)
        }
        return LineChart(panels, xTitle: "epoch")
    }

    private func columns(of color: Color, in image: PixelBuffer) -> Set<Int> {
        Set((0..<image.size.width).filter { x in (0..<image.size.height).contains { image[x, $0] == color } })
    }

    @Test func `has a panel for each title, with a legend, round numbers and the name of the axis`() throws {
        let texts = try chart().figure().texts
        for title in ["loss", "accuracy"] { #expect(texts.filter { $0 == title }.count == 1) }
        for repeated in ["training", "validation", "epoch", "0.5", "1.0", "1.5", "6"] {
            #expect(texts.filter { $0 == repeated }.count == 2, "\(repeated): \(texts)")
        }
    }

    @Test func `is drawn in the colours of its curves, from the first to the last point`() throws {
        let figure = try chart(panels: ["loss"]).figure()
        let image = try PNG.decode(figure.png(), origin: "the chart")
        #expect(image.size == PixelSize(width: Int(figure.width) * 2, height: Int(figure.height) * 2))
        for color in [Self.blue, Self.orange] {
            let columns = columns(of: color, in: image)
            // Left of the middle, at the middle and at the right edge.
            #expect(columns.count > image.size.width * 7 / 10, "\(columns.count) of \(image.size.width)")
        }
        #expect(image[1, 1] == .white)
    }

    @Test func `leaves a gap where a number isn't finite, and shows a point that stands alone`() throws {
        func columns(_ chart: LineChart) throws -> Int {
            try self.columns(of: Self.blue, in: PNG.decode(chart.figure().png(), origin: "the chart")).count
        }
        let (whole, gap) = (try columns(chart(panels: ["a"])), try columns(chart(panels: ["a"], gap: 3)))
        #expect(gap < whole * 8 / 10, "\(gap) of \(whole)")
        let single = try chart(1, panels: ["a"]).figure()
        #expect(single.texts.contains("1") && !single.texts.contains("0"))
        #expect(try !self.columns(of: Self.blue, in: PNG.decode(single.png(), origin: "the chart")).isEmpty)
        _ = try chart(3, panels: ["a"], gap: 0).figure().svg()
        _ = try LineChart([], xTitle: "epoch").figure().png()
        _ = try LineChart([LineChart.Panel("nothing", [LineChart.Series("a", [], color: Self.blue)])], xTitle: "epoch").figure()
            .png()
    }

    @Test func `is the same bytes each time, as PNG and as SVG`() throws {
        let (first, second) = (try chart().figure(), try chart().figure())
        #expect(try first.png() == second.png())
        let text = String(decoding: try first.svg(), as: UTF8.self)
        #expect(try text == String(decoding: second.svg(), as: UTF8.self))
        #expect(text.hasPrefix("<?xml") && text.hasSuffix("</svg>\n") && text.contains("<svg"))
    }

    @Test func `shortens a title that has no room in the middle`() throws {
        let title = "a metric of a name that is very much too long for this place, number 17"
        let shown = try #require(try chart(panels: [title]).figure().texts.first { $0.contains("…") })
        #expect(shown.hasPrefix("a metric") && shown.hasSuffix("17"))
    }

    @Test func `is written as its name says, and whole`() throws {
        let folder = try TemporaryFolder()
        let figure = try chart().figure()
        try figure.write(to: folder.path("a.png"))
        try figure.write(to: folder.path("a.SVG"))
        #expect(try WholeFile.read(folder.path("a.png")) == figure.png())
        #expect(try WholeFile.read(folder.path("a.SVG")) == figure.svg())
        #expect(
            message { try figure.write(to: folder.path("a.jpg")) }
                == "\(folder.path("a.jpg")): expected a name that ends in .png or .svg; give the file such a name")
        #expect(message { try figure.write(to: folder.path("no/a.png")) }?.contains("No such file or directory") == true)
    }
}
