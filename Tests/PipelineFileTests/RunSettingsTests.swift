import Dataflow
import PipelineFile
import Testing

@Suite("What stands under run:")
struct RunSettingsTests {
    private static let stages = "stages: [count: { up-to: 3 }, scale, predict: { model: m }, print]"

    private func override(_ option: String, _ value: String) -> PipelineOverride {
        PipelineOverride(.run, option: [option], .yaml(value), label: "--\(option) \(value)")
    }

    private func settings(_ run: String, _ overrides: PipelineOverride...) throws -> RunSettings {
        try PipelineFile(text: "\(run)\n\(Self.stages)", path: "toy.yaml")
            .check(against: ToyCatalogue().catalogue, overrides: overrides).run
    }

    private func problems(_ run: String, _ overrides: PipelineOverride...) throws -> [String] {
        let error = try #require(
            #expect(throws: PipelineFileError.self) {
                try PipelineFile(text: "\(run)\n\(Self.stages)", path: "toy.yaml")
                    .check(against: ToyCatalogue().catalogue, overrides: overrides)
            })
        return error.problems.map(\.description)
    }

    @Test("nothing need stand there", arguments: ["name: toys", "run:", "run: {}"])
    func defaults(text: String) throws {
        let settings = try settings(text)
        #expect((settings.stallAfter, settings.whenStalled, settings.stopWithin) == (nil, .report, .seconds(30)))
    }

    @Test("times and what to do are read, and the command line's come before the file's")
    func read() throws {
        let text = "run: { stall-after: 1.5min, when-stalled: end, stop-within: 250ms }"
        let read = try settings(text)
        #expect(
            (read.stallAfter, read.whenStalled, read.stopWithin) == (.seconds(90), .end, .milliseconds(250)))
        let replaced = try settings(text, override("stall-after", "5"), override("when-stalled", "report"))
        #expect((replaced.stallAfter, replaced.whenStalled) == (.seconds(5), .report))
        #expect(try settings("name: toys", override("stop-within", "2s")).stopWithin == .seconds(2))
    }

    @Test(
        "memory is read with its unit",
        arguments: [("500kB", 500_000), ("512MB", 512_000_000), ("1.5GB", 1_500_000_000), ("2GiB", 2_147_483_648), ("1B", 1)])
    func memory(text: String, bytes: Int) throws {
        #expect(try settings("run: { memory: \(text) }").memory == bytes)
        #expect(try settings("name: toys", override("memory", text)).memory == bytes)
        #expect(try settings("name: toys").memory == nil)
    }

    @Test(
        "memory without a unit, or of no size, is refused",
        arguments: [("100", "integer 100"), ("MB", "text \"MB\""), ("0GB", "text \"0GB\"")])
    func faultyMemory(text: String, found: String) throws {
        #expect(
            try problems("run: { memory: \(text) }") == [
                "toy.yaml:1:16: \"memory\": expected bytes (500kB, 512MB, 1.5GB, 2GiB), found \(found)"
            ])
    }

    @Test("what is wrong is told with its place")
    func faults() throws {
        #expect(
            try problems("run: { stall-aftr: 3s, stop-within: soon }") == [
                #"toy.yaml:1:8: "stall-aftr" is not an option; did you mean "stall-after"?"#,
                #"toy.yaml:1:37: "stop-within": expected time (0.5, 250ms, 2s, 5min, 1h) ≥ 1ms, found text "soon""#,
            ])
        #expect(
            try problems("run: { stall-after: 1s, when-stalled: ends }") == [
                #"toy.yaml:1:39: "when-stalled": expected "report" or "end", found text "ends"; did you mean "end"?"#
            ])
        #expect(
            try problems("run: { when-stalled: end }") == [
                #"toy.yaml:1:22: "when-stalled": without "stall-after" nothing is watched; give it too, or remove this"#
            ])
        #expect(try problems("run: 3s") == [#"toy.yaml:1:6: expected a map of options under "run:", found text "3s""#])
        #expect(
            try problems("run: {}", override("stall-after", "0")) == [
                #"--stall-after 0: "stall-after": expected time (0.5, 250ms, 2s, 5min, 1h) ≥ 1ms, found integer 0"#
            ])
    }
}
