import Foundation
import HDF5
import Imaging
import TestMaterial
import Testing

@Suite(.timeLimit(.minutes(5))) struct `framerill evaluate --confusion-matrix` {
    private let folder: TemporaryFolder
    private static let model = Project.path("Tests/KerasTests/References/training-residual.h5")

    init() throws { folder = try TemporaryFolder() }

    private func examples() throws -> String {
        let path = folder.path("test.h5")
        let file = try HDF5File.create(path)
        try file.root.write((0..<8 * 432).map { UInt8($0 % 251) }, shape: [8, 12, 12, 3], to: "test_set_x")
        try file.root.write((0..<8).map { Int64($0 % 4) }, shape: [8], to: "test_set_y")
        try file.root.write(["cat", "dog", "a rather long name", "bird"], to: "list_classes")
        try file.commit()
        return path
    }

    @Test(arguments: ["m.png", "m.svg"]) func `draws the matrix that it tells`(_ name: String) async throws {
        let run = try await framerill("evaluate", Self.model, "--data", try examples(), "--confusion-matrix", folder.path(name))
        #expect(run.status == 0 && run.errors == "" && run.output.contains("a rather long name"), "\(run)")
        let bytes = try Data(contentsOf: URL(filePath: folder.path(name)))
        if name.hasSuffix("png") {
            #expect(try PNG.decode(Array(bytes), origin: name).size.width > 400)
        } else {
            #expect(String(decoding: bytes, as: UTF8.self).hasSuffix("</svg>\n"))
        }
    }

    @Test func `what can't be drawn is one error`() async throws {
        func refused(_ status: Int32, _ expected: String, _ arguments: String...) async throws {
            let run = try await framerill(["evaluate", Self.model] + arguments)
            #expect(run.status == status && run.errors.contains(expected), "\(run)")
            #expect(status == 64 || run.errorLines.count == 1, "\(run)")
        }
        let data = try examples()
        try await refused(
            64, "--confusion-matrix: expected a name that ends in .png or .svg, found m.jpg", "--data", data,
            "--confusion-matrix",
            "m.jpg")
        try await refused(
            64, "expected it without --precision", "--data", data, "--confusion-matrix", "m.png", "--precision", "fast")
        try await refused(
            1, "--confusion-matrix: expected a folder that can be written to", "--data", data, "--confusion-matrix",
            folder.path("no/m.png"))
        try await refused(
            1, "expected an HDF5 file of examples with labels", "--data", Material.frames, "--confusion-matrix",
            folder.path("m.png"))
        try FileManager.default.createDirectory(atPath: folder.path("d.png"), withIntermediateDirectories: false)
        try await refused(1, "d.png: expected to write", "--data", data, "--confusion-matrix", folder.path("d.png"))
        try FileManager.default.createSymbolicLink(atPath: folder.path("full.svg"), withDestinationPath: "/dev/full")
        try await refused(1, "No space left on device", "--data", data, "--confusion-matrix", folder.path("full.svg"))
    }
}
