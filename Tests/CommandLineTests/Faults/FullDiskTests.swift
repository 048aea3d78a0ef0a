import Foundation
import HDF5
import Imaging
import TestMaterial
import Testing

/// A file system in memory of a few hundred kilobytes, mounted for one test.
private final class SmallDisk {
    let folder: TemporaryFolder

    /// Whether this process may mount one, found out by doing it.
    static let isPossible = (try? SmallDisk(kilobytes: 64)) != nil
    static let absence = "skipped: needs the right to mount a file system (root)"

    init(kilobytes: Int) throws {
        folder = try TemporaryFolder()
        guard mount("framerill-test", folder.url.path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EPERM)
        }
    }

    deinit { umount2(folder.url.path, Int32(MNT_DETACH)) }
}

@Suite(
    "a full disk", .enabled(if: SmallDisk.isPossible, Comment(rawValue: SmallDisk.absence)), .serialized,
    .timeLimit(.minutes(5)))
struct FullDiskTests {
    @Test("ends the run with one error; pictures and lines that were stored are whole")
    func run() async throws {
        let disk = try SmallDisk(kilobytes: 600)
        let out = disk.folder.path("out")
        let full = try await framerill("run", Material.carDetection, "--output", out)
        #expect(full.status == 1)
        #expect(full.errorLines.count == 1)
        #expect(full.errors.hasPrefix("stage \"store\": item data/frames#"), "\(full.errors)")
        #expect(full.errors.contains("No space left on device") || full.errors.contains("is full"), "\(full.errors)")
        let names = try Material.names(in: out)
        let pictures = names.filter { $0.hasSuffix(".jpg") }
        #expect(pictures.count > 3)
        for name in pictures { #expect(try ImageFile.read("\(out)/\(name)").size.width == 640) }
        // No temporary file is left.
        #expect(names.allSatisfy { $0.hasSuffix(".jpg") || $0.hasPrefix("detections.") }, "\(names)")
        let text = try String(contentsOfFile: "\(out)/detections.jsonl", encoding: .utf8)
        #expect(text.hasSuffix("\n"))
        let lines = text.split(separator: "\n")
        #expect((pictures.count - 1...pictures.count).contains(lines.count))
        for line in lines { _ = try JSONSerialization.jsonObject(with: Data(line.utf8)) }
    }

    @Test("ends a training with one error; the last checkpoint stays whole")
    func fit() async throws {
        let disk = try SmallDisk(kilobytes: 400)
        let examples = try TemporaryFolder()
        let file = try HDF5File.create(examples.path("train.h5"))
        try file.root.write([UInt8](repeating: 9, count: 432), shape: [1, 12, 12, 3], to: "train_set_x")
        try file.root.write([2] as [Int64], shape: [1], to: "train_set_y")
        try file.root.write([0, 1, 2, 3] as [Int64], shape: [4], to: "list_classes")
        try file.commit()
        let run = try await framerill(
            "fit", Project.path("Tests/KerasTests/References/training-residual.h5"), "--data", examples.path("train.h5"),
            "--epochs", "9", "--checkpoint", disk.folder.path("{epoch:d}.h5"), "--output", examples.path("trained.h5"))
        #expect(run.status == 1 && run.errorLines.count == 1, "\(run)")
        let names = try Material.names(in: disk.folder.url.path)
        #expect(!names.isEmpty && names.count < 9, "\(names)")
        for name in names {
            #expect(try await framerill("summary", disk.folder.path(name)).status == 0, "\(name)")
        }
    }

    @Test("ends a prediction with one error, and leaves nothing")
    func predict() async throws {
        let disk = try SmallDisk(kilobytes: 64)
        let inputs = try TemporaryFolder()
        let file = try HDF5File.create(inputs.path("x.h5"))
        try file.root.write([Float](repeating: 0.5, count: 320 * 320 * 3), shape: [1, 320, 320, 3], to: "image")
        try file.commit()
        let output = disk.folder.path("y.h5")
        let run = try await framerill("predict", Material.model, "--input", inputs.path("x.h5"), "--output", output)
        #expect((run.status, run.output) == (1, ""))
        #expect(run.errorLines.count == 1)
        #expect(run.errors.hasPrefix("\(output): expected to "), "\(run.errors)")
        #expect(run.errors.contains("No space left on device"), "\(run.errors)")
        #expect(try Material.names(in: disk.folder.url.path) == [])
    }

    @Test("ends a conversion with one error that names the file asked for, and leaves nothing", arguments: ["m.h5", "m.keras"])
    func convert(_ name: String) async throws {
        let disk = try SmallDisk(kilobytes: 300)
        let output = disk.folder.path(name)
        let run = try await framerill("convert", Material.model, output)
        #expect((run.status, run.output) == (1, ""))
        #expect(
            run.errors
                == "\(output): expected to write it, found: No space left on device; nothing was written: check the folder and its free space\n"
        )
        #expect(try Material.names(in: disk.folder.url.path) == [])
    }

    @Test("ends the making of a dataset with one error, and leaves nothing", arguments: [[], ["--compress", "1"]])
    func dataset(_ compression: [String]) async throws {
        let disk = try SmallDisk(kilobytes: 512)
        let output = disk.folder.path("frames.h5")
        let pictures = try TemporaryFolder()
        try FileManager.default.createSymbolicLink(atPath: pictures.path("road"), withDestinationPath: Material.frames)
        let run = try await framerill(
            ["dataset", "make", pictures.url.path, "--size", "180x320", "--output", output] + compression)
        #expect((run.status, run.output) == (1, ""))
        #expect(run.errorLines.count == 1)
        #expect(run.errors.hasPrefix("\(output): expected to "), "\(run.errors)")
        #expect(run.errors.contains("No space left on device"), "\(run.errors)")
        #expect(try Material.names(in: disk.folder.url.path) == [])
    }
}
