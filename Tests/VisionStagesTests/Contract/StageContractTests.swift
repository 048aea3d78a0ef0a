import Dataflow
import DataflowTesting
import Foundation
import PipelineFile
import TestMaterial
import Testing
import VisionStages

/// What holds for every stage of the catalogue, whatever it does.
@Suite("the contract of every stage", .timeLimit(.minutes(5)))
struct StageContractTests {
    static let all = VisionCatalogue.stages.names

    static func names(_ kind: StageKind) -> [String] {
        VisionCatalogue.stages.entries.filter { $0.kind == kind }.map(\.name)
    }

    @Test("the folder of stages is the catalogue")
    func folderIsCatalogue() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Project.path("Sources/VisionStages/Stages"))
        let names = files.filter { $0.hasSuffix(".swift") }.map { file in
            // FilterBoxes.swift holds filter-boxes, NMS.swift holds nms.
            file.dropLast(".swift".count).replacing(/([a-z0-9])([A-Z])/) { "\($0.1)-\($0.2)" }.lowercased()
        }
        #expect(names.sorted() == Self.all.sorted())
    }

    @Test("has a summary, the four lines of its contract, and a meaning for each option", arguments: all)
    func words(name: String) throws {
        let entry = try #require(VisionCatalogue.stages[name])
        let contract = entry.contract
        for text in [entry.summary, contract.emits, contract.waitsWhen, contract.endsWhen, contract.failsWhen] {
            #expect(!text.isEmpty)
        }
        #expect(entry.summary.hasSuffix("."))
        for option in entry.options { #expect(!option.meaning.isEmpty, "option \(option.name)") }
    }

    @Test("has an example that a pipeline file takes", arguments: all)
    func example(name: String) throws {
        let entry = try #require(VisionCatalogue.stages[name])
        let lines = entry.example.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
        try PipelineFile(text: "stages:\n\(lines)", path: "\(name).yaml").checkStages(against: VisionCatalogue.stages)
    }

    @Test("reads every option that it declares, and no file while it does", arguments: all)
    func optionsAreRead(name: String) throws {
        let entry = try #require(VisionCatalogue.stages[name])
        let nowhere = SourceMark.file("nowhere.yaml", line: 1, column: 1)
        var reader = OptionReader(
            OptionMap(at: nowhere), stage: name, options: entry.options,
            common: VisionCatalogue.stages.commonOptions(for: entry.kind))
        _ = try entry.make(&reader)
        #expect(reader.unread == [])
    }

    @Test("refuses a misspelt option and says which was meant", arguments: all)
    func misspelt(name: String) throws {
        let entry = try #require(VisionCatalogue.stages[name])
        for option in entry.options {
            let file = try PipelineFile(text: "stages:\n  - \(name): { \(option.name)x: 1 }", path: "x.yaml")
            let error = #expect(throws: PipelineFileError.self) { try file.checkStages(against: VisionCatalogue.stages) }
            let column = 9 + name.count
            let expected =
                "x.yaml:2:\(column): stage \"\(name)\": \"\(option.name)x\" is not an option; did you mean \"\(option.name)\"?"
            #expect(error?.problems.map(\.description).contains(expected) == true, "\(error.map { "\($0)" } ?? "nothing thrown")")
        }
    }

    @Test("refuses a map for a value of any of its options", arguments: all)
    func wrongTypes(name: String) throws {
        let entry = try #require(VisionCatalogue.stages[name])
        for option in entry.options {
            let file = try PipelineFile(text: "stages:\n  - \(name): { \(option.name): { a: 1 } }", path: "x.yaml")
            let error = #expect(throws: PipelineFileError.self) { try file.checkStages(against: VisionCatalogue.stages) }
            let mine = error?.problems.filter { $0.message.hasPrefix("\"\(option.name)\": expected") } ?? []
            #expect(mine.count == 1, "\(option.name): \(error.map { "\($0)" } ?? "nothing thrown")")
        }
    }

    @Test("is of the kind, and runs as, its entry says, whether a file or Swift makes it", arguments: all)
    func settings(name: String) async throws {
        let stage = try ExampleChain(of: name).stage
        let node = try await stage.blueprint.build()
        let kind: StageKind =
            switch node {
            case .source: .source
            case .stage: .transform
            case .join: .join
            case .sink: .sink
            }
        #expect(kind == stage.kind)
        var own = node.settings
        own.name = stage.blueprint.defaults.name
        #expect(own == stage.blueprint.defaults)
        #expect(node.settings.name == name)
    }

    @Test("ends when its input ends", arguments: names(.transform))
    func endsWithInput(name: String) async throws {
        let sink = ProbeSink<Frame>()
        let pipeline = try Pipeline([.source(await ProbeSource("test", [])), try await Self.node(name), .sink(sink)])
        let report = try await pipeline.run()
        #expect(report.ending == .finished)
        #expect(sink.endings.count == 1)
        expectConserved(report)
    }

    @Test("ends when the run is stopped or cancelled while it waits", arguments: names(.transform), [true, false])
    func endsWhenStopped(name: String, isCancelled: Bool) async throws {
        let gate = Gate()
        let control = RunControl()
        let pipeline = try Pipeline([.source(ClosedSource(gate: gate)), try await Self.node(name), .sink(ProbeSink<Frame>())])
        async let report = pipeline.run(control: control)
        try await gate.waitForVisitors()
        isCancelled ? control.cancel() : control.stop()
        #expect(try await report.ending == (isCancelled ? .cancelled : .stopped))
        expectConserved(try await report)
    }

    @Test("fails with its name and the frame's when a slot that it needs is empty", arguments: names(.transform))
    func emptySlot(name: String) async throws {
        let pipeline = try Pipeline([
            .source(await ProbeSource("test", [Frame(name: "bare")], origin: { _ in "bare.jpg" })), try await Self.node(name),
            .sink(ProbeSink<Frame>()),
        ])
        try await Self.expectEmptySlot(pipeline, name)
    }

    @Test("a sink fails with its name and the frame's when a slot that it needs is empty", arguments: names(.sink))
    func emptySlotOfSink(name: String) async throws {
        let pipeline = try Pipeline([
            .source(await ProbeSource("test", [Frame(name: "bare")], origin: { _ in "bare.jpg" })), try await Self.node(name),
        ])
        try await Self.expectEmptySlot(pipeline, name)
    }

    private static func expectEmptySlot(_ pipeline: Pipeline, _ name: String) async throws {
        let failure = try #require(await #expect(throws: RunFailure.self) { try await pipeline.run() })
        let slots = try #require(VisionCatalogue.stages[name]).reads
        let expected = slots.map { slot in
            "stage \"\(name)\": item test#0 (bare.jpg): expected the frame's slot \"\(slot)\" to be filled, found no filled slot; "
                + "put a stage that writes \"\(slot)\" before it"
        }
        #expect(expected.contains("\(failure)"), "\(failure)")
        expectConserved(failure.report)
    }

    private static func node(_ name: String) async throws -> PipelineNode<Frame> {
        try await ExampleChain(of: name).stage.blueprint.build()
    }
}

/// A source that waits at a gate and emits nothing.
private struct ClosedSource: Source {
    let gate: Gate
    let name = "closed"

    func emit(into outlet: SourceOutlet<Frame>) async throws { try await gate.pass() }
}
