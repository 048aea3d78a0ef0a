import Imaging
import Testing

@Suite struct `A chart of confusions` {
    private func chart(_ counts: [[Int]], names: [String]? = nil) -> ConfusionChart {
        ConfusionChart(title: "signs", classes: names ?? counts.indices.map { "class \($0)" }, counts: counts)
    }

    @Test func `names the classes on both sides, and tells the counts and how many are right`() throws {
        let texts = try chart([[8, 2], [0, 17]], names: ["non-cat", "cat"]).figure().texts
        for text in ["signs", "25 of 27 right (92.6 %)", "true class", "predicted class", "8", "2", "0", "17", "0 %", "100 %"] {
            #expect(texts.contains(text), "\(text): \(texts)")
        }
        for name in ["non-cat", "cat"] { #expect(texts.filter { $0 == name }.count == 2) }
    }

    @Test func `a cell is as dark as its part of the true class, whatever other classes have`() throws {
        let image = try PNG.decode(chart([[1, 1], [0, 3000]]).figure().png(), origin: "the chart")
        let colors = Set((0..<image.size.height).flatMap { y in (0..<image.size.width).map { image[$0, y] } })
        // ColorBrewer's blues, half way and at the end.
        #expect(colors.contains(Color(red: 107, green: 174, blue: 214)))
        let dark = Color(red: 8, green: 48, blue: 107)
        let places = (0..<image.size.height).flatMap { y in (0..<image.size.width).filter { image[$0, y] == dark }.map { ($0, y) }
        }
        // Only the last cell, but for the end of the scale.
        #expect(
            places.count > 3000 && places.filter { $0.0 < image.size.width * 6 / 10 }.allSatisfy { $0.1 > image.size.height / 3 })
    }

    @Test func `names without room stand upright or are shortened in the middle`() throws {
        let names = (0..<12).map { "a long name of a class that is like those of the others, but for its number \($0)" }
        let counts = names.indices.map { row in names.indices.map { $0 == row ? 1234 : 0 } }
        let figure = try chart(counts, names: names).figure()
        #expect(figure.texts.filter { $0.contains("…") }.count == 24)
        #expect(figure.texts.filter { $0.hasSuffix("r 7") }.count == 2)
        #expect(figure.width < 900 && figure.height < 900)
    }

    @Test(arguments: [0, 1, 50, 300]) func `any number of classes is drawn, numbers as long as they can be read`(_ count: Int)
        throws
    {
        let counts = (0..<count).map { row in (0..<count).map { $0 == row ? 9 : 0 } }
        let figure = try chart(counts).figure()
        #expect(figure.width < 2000 && figure.height < 2000)
        #expect(figure.texts.contains("9") == (1...50 ~= count))
        #expect(try figure.png() == chart(counts).figure().png())
        #expect(try !figure.svg().isEmpty)
    }
}
