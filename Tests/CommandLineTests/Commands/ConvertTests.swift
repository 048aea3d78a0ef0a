import Foundation
import HDF5
import TestMaterial
import Testing

@Suite("framerill convert and check-model", .timeLimit(.minutes(5)))
struct ConvertTests {
    private let references = Project.path("Tests/KerasTests/References")

    @Test("a model goes from HDF5 to an archive and back, and its answer with it")
    func thereAndBack() async throws {
        let folder = try TemporaryFolder()
        let (first, second, third) = (folder.path("a.h5"), folder.path("b.keras"), folder.path("c.h5"))
        for (from, to) in [("\(references)/functional-keras3.h5", first)] {
            let run = try await framerill("convert", from, to)
            #expect((run.status, run.output, run.errors) == (0, "\(to)\n", ""))
        }
        let recorded = try await framerill("check-model", first, "--record", "\(references)/functional-keras3.h5:answers")
        #expect(recorded.status == 0, "\(recorded.errors)")
        #expect(recorded.outputLines.count == 3)
        #expect(recorded.outputLines[0].hasPrefix("\(first): output \"head\": greatest difference "), "\(recorded.output)")
        for (from, to) in [(first, second), (second, third)] {
            #expect(try await framerill("convert", from, to).status == 0)
            let check = try await framerill("check-model", to)
            #expect((check.status, check.errors) == (0, ""))
        }
    }

    @Test("a configuration and weights are put together")
    func together() async throws {
        let folder = try TemporaryFolder()
        let text = "\(references)/sharded.json"
        let alone = try await framerill("convert", text, folder.path("a.h5"))
        #expect(alone.status == 1)
        #expect(alone.errors.contains("found a configuration alone; give the file of its weights beside it"), "\(alone.errors)")
        let both = try await framerill("convert", text, folder.path("a.h5"), "--weights", "\(references)/sharded.weights.json")
        #expect(both.status == 0, "\(both.errors)")
        let own = try await framerill("check-model", folder.path("a.h5"), "--record-own", "--seed", "3")
        #expect(own.status == 0, "\(own.errors)")
    }

    @Test("another format, a model without a recorded answer, and a changed answer are told")
    func faults() async throws {
        let folder = try TemporaryFolder()
        let model = folder.path("m.h5")
        try FileManager.default.copyItem(atPath: "\(references)/sequential-keras2.h5", toPath: model)
        let format = try await framerill("convert", model, folder.path("m.onnx"))
        #expect(format.status == 1)
        #expect(
            format.errors == "\(folder.path("m.onnx")): expected a name that ends in .h5, .hdf5 or .keras; nothing was written\n")
        let unrecorded = try await framerill("check-model", model)
        #expect(unrecorded.status == 1)
        #expect(unrecorded.errors.contains("expected a model with a recorded answer"), "\(unrecorded.errors)")
        #expect(try await framerill("check-model", model, "--record-own").status == 0)
        let file = try HDF5File.amend(model)
        try file.root.remove("framerill_check/outputs/dense")
        try file.root.write([Float](repeating: 9, count: 3), shape: [1, 3], to: "framerill_check/outputs/dense")
        try file.commit()
        let changed = try await framerill("check-model", model)
        #expect(changed.status == 1)
        let refused = try await framerill("summary", model)
        #expect(refused.status == 0)
        let loaded = try await framerill("convert", model, folder.path("n.h5"))
        #expect(loaded.status == 1)
        #expect(loaded.errors.contains("expected the recorded answer at output \"dense\" within"), "\(loaded.errors)")
    }

    @Test("options that need others are wrong usage")
    func usage() async throws {
        #expect(try await framerill("convert", "a.h5", "b.h5", "--by-name").status == 64)
        #expect(try await framerill("check-model", "a.h5", "--record", "x.h5", "--record-own").status == 64)
    }
}
