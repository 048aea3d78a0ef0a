import Dataflow
import DataflowTesting
import Foundation
import Imaging
import PipelineFile
import TestMaterial
import Testing
import VisionStages

/// A run of one of the project's own pipeline files, with what it stored.
struct PipelineRun {
    let report: RunReport
    /// As they stand in the file, line by line.
    let records: [FrameRecord]
    let folder: TemporaryFolder

    /// - Parameter settings: as after `--set`.
    init(of name: String, over input: String, set settings: [String] = []) async throws {
        folder = try TemporaryFolder()
        // Tests run beside each other; each with all cores would be slower for all.
        var overrides = try (["infer.threads=1"] + settings).map { try PipelineOverride(parsing: $0) }
        overrides.append(PipelineOverride(.source, option: ["path"], .text(input), label: "--input"))
        overrides.append(PipelineOverride(.sink, option: ["directory"], .text(folder.path("out")), label: "--output"))
        let file = try PipelineFile(path: Project.path("Pipelines/\(name).yaml"))
        let plan = try file.check(against: VisionCatalogue.stages, overrides: overrides)
        report = try await plan.pipeline().run()
        expectConserved(report)
        records = try text(of: folder.path("out/detections.jsonl")).split(separator: "\n").map {
            try JSONDecoder().decode(FrameRecord.self, from: Data($0.utf8))
        }
    }

    static func carDetection(over input: String, set settings: [String] = []) async throws -> PipelineRun {
        let model = [
            "infer.model=" + Project.path("data/models/framerill-road.h5"),
            "filter-boxes.description=" + Project.path("data/models/framerill-road.json"),
        ]
        return try await PipelineRun(of: "car-detection", over: input, set: model + settings)
    }

    static func cocoDetection(over input: String, set settings: [String] = []) async throws -> PipelineRun {
        let model = [
            "infer.model=" + SharedMaterial.path("models/yolo-fastest-1.1-xl.h5"),
            "filter-boxes.description=" + SharedMaterial.path("models/yolo-fastest-1.1-xl.json"),
        ]
        return try await PipelineRun(of: "coco-detection", over: input, set: model + settings)
    }
}

extension [FrameRecord] {
    /// Whether both hold the same frames in the same order with the same detections, but for what rounding does to numbers.
    func agrees(with other: [FrameRecord]) -> Bool {
        func isNear(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool { abs(a - b) <= tolerance }
        return count == other.count
            && zip(self, other).allSatisfy { one, other in
                one.name == other.name && one.index == other.index && one.detections.count == other.detections.count
                    && zip(one.detections, other.detections).allSatisfy { a, b in
                        a.className == b.className && isNear(Double(a.score), Double(b.score), 1e-4)
                            && isNear(a.box.left, b.box.left, 0.05) && isNear(a.box.top, b.box.top, 0.05)
                            && isNear(a.box.right, b.box.right, 0.05) && isNear(a.box.bottom, b.box.bottom, 0.05)
                    }
            }
    }
}
