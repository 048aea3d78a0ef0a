import Dataflow
import PipelineFile
import Testing

@Suite("Runs of planned pipelines")
struct RunTests {
    @Test("a planned pipeline runs, keeps the order and accounts for every item")
    func run() async throws {
        let toys = ToyCatalogue()
        let override = try PipelineOverride(parsing: "count.up-to=1001")
        let plan = try PipelineFile(text: soundFile.replacing("drop-oldest", with: "block"), path: "toy.yaml")
            .check(against: toys.catalogue, overrides: [override])
        let report = try await plan.pipeline().run()
        #expect(report.imbalances == [])
        #expect(report.emitted == 1001)
        #expect(report.filtered == 500)
        #expect(report.stored == 501)
        #expect(report.parts.map(\.name) == plan.stages.map(\.name))
        #expect(toys.stored.numbers == Array(stride(from: 0, through: 1000, by: 2)))
    }

    @Test("a plan can be built and run again")
    func again() async throws {
        let toys = ToyCatalogue()
        let plan = try PipelineFile(text: soundFile, path: "toy.yaml").check(against: toys.catalogue)
        for _ in 0..<2 {
            let report = try await plan.pipeline().run()
            #expect(report.isBalanced)
        }
        #expect(!toys.stored.numbers.isEmpty)
    }
}
