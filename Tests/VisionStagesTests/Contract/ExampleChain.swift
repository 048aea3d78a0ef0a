import Dataflow
import Foundation
import PipelineFile
import TestMaterial
import VisionStages

/// The shortest pipeline of the catalogue's own examples in which a stage has all that it reads.
struct ExampleChain {
    let plan: PipelinePlan<Frame>
    /// The stage that the chain is made for.
    let stage: PlannedStage<Frame>
    private let folder: TemporaryFolder

    init(of name: String) throws {
        let entry = VisionCatalogue.stages[name]!
        var entries: [StageEntry<Frame>] = []
        Self.put(entry, into: &entries)
        if entries.first?.kind != .source { entries.insert(VisionCatalogue.stages["load"]!, at: 0) }
        folder = try TemporaryFolder()
        // A join's example reads from two branches.
        if entry.kind == .join { entries.removeLast() }
        var text = "stages:\n" + entries.map { Self.indented($0.example) }.joined(separator: "\n")
        if entry.kind == .join {
            text += ["cars", "signs"].map(Self.branch).joined() + "\n" + Self.indented(entry.example)
        }
        if entry.kind != .sink { text += "\n  - store: { images: \"%s.png\" }" }
        // What the examples' detector answers is nothing for it.
        if name == Classify.entry.name {
            text = text.replacing("framerill-road.h5", with: "framerill-signs.h5").replacing("size: 320", with: "size: 64")
        }
        text = text.replacing("data/", with: Project.path("data") + "/")
        let output = PipelineOverride(.sink, option: ["directory"], .text(folder.path("out")), label: "--output")
        plan = try PipelineFile(text: text, path: "example.yaml").check(against: VisionCatalogue.stages, overrides: [output])
        stage = plan.stages.first { $0.type == name }!
    }

    /// The stages that write what `entry` reads, then itself.
    private static func put(_ entry: StageEntry<Frame>, into entries: inout [StageEntry<Frame>]) {
        for slot in entry.reads {
            let writer = VisionCatalogue.stages.entries.first { $0.writes.contains(slot) && $0.name != entry.name }
            if let writer, !entries.contains(where: { $0.name == writer.name }) { put(writer, into: &entries) }
        }
        if !entries.contains(where: { $0.name == entry.name }) { entries.append(entry) }
    }

    private static func indented(_ lines: String) -> String {
        lines.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    }

    /// Stages that find something in what `load` gives, the last one of this name.
    private static func branch(_ name: String) -> String {
        """

          - preprocess: { name: preprocess-\(name), from: load, size: 320 }
          - infer: { name: infer-\(name), model: data/models/framerill-road.h5 }
          - filter-boxes: { name: filter-\(name), description: data/models/framerill-road.json }
          - nms: { name: \(name) }
        """
    }
}
