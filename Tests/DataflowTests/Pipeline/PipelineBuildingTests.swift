import Dataflow
import DataflowTesting
import Testing

@Suite("Putting a pipeline together")
struct PipelineBuildingTests {
    private let double = Apply { (number: Int) -> Int? in number * 2 }

    @Test("types may change from stage to stage")
    func changingTypes() async throws {
        let sink = ProbeSink<String>()
        let report = try await Pipeline {
            CountingSource(count: 3)
            Apply { (number: Int) in Double(number) / 2 }.named("halve")
            Apply { (number: Double) in "\(number)" }.named("print").workers(2)
            sink.named("keep")
        }.run()
        #expect(sink.stored == ["0.0", "0.5", "1.0"])
        #expect(report.parts.map(\.name) == ["numbers", "halve", "print", "keep"])
        #expect(report.parts.map(\.kind) == [.source, .stage, .stage, .sink])
        expectConserved(report)
    }

    @Test("modifiers set what the part runs with")
    func modifiers() {
        let configured = double.named("double").workers(3).capacity(9).overflow(.dropOldest).unordered().onThreads()
        let expected = StageSettings(
            name: "double", workers: 3, capacity: 9, overflow: .dropOldest, ordered: false, threads: .dedicated)
        #expect(configured.settings == expected)
        #expect(CountingSource("numbers", count: 1).defaultSettings.name == "numbers")
    }

    @Test("parts known at run time make the same pipeline")
    func nodes() async throws {
        let sink = ProbeSink<Int>()
        let pipeline = try Pipeline([
            .source(CountingSource(count: 5)),
            .stage(double, settings: StageSettings(name: "double", workers: 2)),
            .stage(double, settings: StageSettings(name: "again")),
            .sink(sink, settings: StageSettings(name: "keep")),
        ])
        let report = try await pipeline.run()
        #expect(sink.stored == [0, 4, 8, 12, 16])
        #expect(report.counts.expectedCount == 5)
        expectConserved(report)
    }

    @Test("everything wrong with the parts is said at once")
    func misplacedNodes() {
        let sink = ProbeSink<Int>()
        #expect(
            throws: DataflowError.invalidPipeline([
                "the first part is no source: begin with one",
                "source \"numbers\" stands at place 2: only the first part is a source",
                "the last part is no sink: end with one",
            ])
        ) {
            try made([
                .stage(double, settings: StageSettings(name: "double")), .source(CountingSource(count: 1)),
            ])
        }
        #expect(
            throws: DataflowError.invalidPipeline(["sink \"early\" stands at place 2 of 3: only the last part is a sink"])
        ) {
            try made([
                .source(CountingSource(count: 1)), .sink(sink, settings: StageSettings(name: "early")),
                .sink(sink, settings: StageSettings(name: "late")),
            ])
        }
        #expect(
            throws: DataflowError.invalidPipeline([
                "the first part is no source: begin with one", "the last part is no sink: end with one",
            ])
        ) { try made([]) }
    }

    @Test("settings that can't be run are refused, all at once")
    func badSettings() async {
        let pipeline = Pipeline {
            CountingSource(count: 1).workers(2)
            double.named("same").workers(0)
            double.named("same").capacity(0)
            ProbeSink<Int>().named("")
        }
        await #expect(
            throws: DataflowError.invalidPipeline([
                "stage \"same\": workers: expected at least 1, found 0",
                "stage \"same\": capacity: expected at least 1, found 0",
                "a stage has an empty name: give it one",
                "source \"numbers\": workers: expected 1, found 2: a source is one task",
                "stage \"same\": the name is used twice: give each stage a name of its own",
            ])
        ) { try await pipeline.run() }
    }
}

private func made(_ nodes: [PipelineNode<Int>]) throws -> Pipeline {
    try Pipeline(nodes)
}
