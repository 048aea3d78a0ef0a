import Foundation
import HDF5
import Imaging
import TestMaterial
import Testing

@Suite(.timeLimit(.minutes(5))) struct `framerill dataset make` {
    private let folder: TemporaryFolder
    private static let images = Project.path("Tests/ImagingTests/References/images")

    init() throws { folder = try TemporaryFolder() }

    /// Copies pictures into `pictures/CLASS/`, and gives the folder's path.
    private func pictures(_ classes: KeyValuePairs<String, [String]>) throws -> String {
        for (name, files) in classes {
            let place = folder.path("pictures/\(name)")
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            for file in files {
                try FileManager.default.copyItem(atPath: "\(Self.images)/\(file)", toPath: "\(place)/\(file)")
            }
        }
        return folder.path("pictures")
    }

    /// What `Imaging` makes of a picture, which its own tests compare with Pillow.
    private func expected(_ file: String, _ size: PixelSize, _ resampling: Resampling = .bicubic) throws -> [UInt8] {
        try ImageFile.read("\(Self.images)/\(file)").resized(to: size, resampling).withPixels { Array($0) }
    }

    @Test func `writes pictures of all kinds with the classes' names, in order`() async throws {
        let files = ["alpha.png", "exif-6.jpg", "grey.jpg", "palette.png"]
        let input = try pictures(["round": files, "angular": ["cmyk.jpg", "sixteen-bits.png"]])
        let output = folder.path("train.h5")
        let run = try await framerill("dataset", "make", input, "--size", "5x7", "--output", output, "--no-shuffle")
        #expect(run.status == 0 && run.errors == "", "\(run)")
        #expect(run.output == "\(output): 6 examples of 5×7×3, 2 classes: angular (2), round (4)\n")
        let root = try HDF5File(reading: output).root
        #expect(try root.names == ["list_classes", "train_set_x", "train_set_y"])
        #expect(try root.dataset("list_classes").readStrings() == ["angular", "round"])
        #expect(try root.dataset("train_set_y").read() == [0, 0, 1, 1, 1, 1] as [Int64])
        let examples = try root.dataset("train_set_x")
        #expect(examples.shape == [6, 5, 7, 3] && examples.elementType == .uint8 && examples.isContiguous)
        let size = PixelSize(width: 7, height: 5)
        let wanted = try (["cmyk.jpg", "sixteen-bits.png"] + files).map { try expected($0, size) }
        #expect(try examples.read() == Array(wanted.joined()))
    }

    @Test func `divides into two files, the same for the same seed, with numbers as classes`() async throws {
        let files = (1...9).map { "exif-\($0).jpg" } + ["rgb.png"]
        let input = try pictures(["0": files, "3": files])
        var written: [[Data]] = []
        for (name, seed) in [("a", "1"), ("b", "1"), ("c", "2")] {
            let (train, test) = (folder.path("\(name)-train.h5"), folder.path("\(name)-test.h5"))
            let run = try await framerill(
                "dataset", "make", input, "--size", "8x8", "--output", train, "--test-share", "0.2", "--test-output", test,
                "--seed", seed, "--compress", "9", "--resample", "box")
            #expect(run.status == 0, "\(run)")
            #expect(
                run.outputLines == [
                    "\(train): 16 examples of 8×8×3, 2 classes: 0 (8), 3 (8)",
                    "\(test): 4 examples of 8×8×3, 2 classes: 0 (2), 3 (2)",
                ])
            written.append(try [train, test].map { try Data(contentsOf: URL(filePath: $0)) })
        }
        #expect(written[0] == written[1] && written[0] != written[2])
        let root = try HDF5File(reading: folder.path("a-test.h5")).root
        #expect(try root.dataset("list_classes").read() == [0, 3] as [Int64])
        #expect(try root.dataset("test_set_y").read(as: Int64.self).sorted() == [0, 0, 1, 1])
        #expect(try !root.dataset("test_set_x").isContiguous)
        let known = try files.map { try expected($0, PixelSize(width: 8, height: 8), .box) }
        for row in 0..<4 { #expect(known.contains(try root.dataset("test_set_x").readRows(row..<row + 1))) }
    }

    @Test func `refuses a picture that can't be read, by its name, and leaves nothing; or leaves it out`() async throws {
        let input = try pictures(["a": ["rgb.png", "rgb.jpg"], "b": ["grey.png", "grey.jpg"]])
        let broken = try folder.write("no picture", to: "pictures/b/broken.jpg")
        _ = try folder.write("", to: "pictures/b/notes.txt")
        let output = folder.path("out.h5")
        let arguments = ["dataset", "make", input, "--size", "4x4", "--output", output]
        let refused = try await framerill(arguments)
        #expect(refused.status == 1 && refused.output == "")
        #expect(refused.errors == "\(broken): expected a JPEG or PNG image, found text; convert it or leave it out\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["pictures"])
        let skipped = try await framerill(arguments + ["--skip-unreadable", "--set", "test"])
        #expect(skipped.status == 0)
        #expect(
            skipped.errors == "left out: \(broken): expected a JPEG or PNG image, found text; convert it or leave it out\n")
        #expect(
            skipped.outputLines == [
                "\(output): 4 examples of 4×4×3, 2 classes: a (2), b (2)", "left out: 1 of 5 pictures, which can't be read",
                "left out: 1 that are no .jpg, .jpeg or .png in a class's folder, such as \(input)/b/notes.txt",
            ])
        #expect(try HDF5File(reading: output).root.names == ["list_classes", "test_set_x", "test_set_y"])
    }

    @Test func `takes the classes that are named, in their order, and makes them grey`() async throws {
        let input = try pictures(["cat": ["rgb.png"], "dog": ["rgb.jpg"], "non-cat": ["grey.jpg"]])
        let output = folder.path("out.h5")
        let run = try await framerill(
            "dataset", "make", input, "--size", "4x4", "--output", output, "--grey", "--fit", "crop", "--classes", "non-cat",
            "cat")
        #expect(run.outputLines == ["\(output): 2 examples of 4×4×1, 2 classes: non-cat (1), cat (1)"], "\(run)")
        #expect(try HDF5File(reading: output).root.dataset("train_set_x").shape == [2, 4, 4, 1])
    }

    @Test func `given up by a signal leaves nothing`() async throws {
        let input = try pictures(["a": [], "b": []])
        // The first picture comes from the test itself, so that the signal comes in the middle of the work.
        let first = "\(input)/a/0.jpg"
        try #require(mkfifo(first, 0o600) == 0)
        for index in 1...2000 {
            try FileManager.default.createSymbolicLink(
                atPath: "\(input)/b/\(index).jpg", withDestinationPath: "\(Material.frames)/frame-0000.jpg")
        }
        let process = try process([
            "dataset", "make", input, "--size", "32x32", "--output", folder.path("out.h5"), "--no-shuffle",
        ])
        process.standardError = FileHandle.nullDevice
        let status = try await ending(of: process) {
            try await blocking {
                let pipe = try FileHandle(forWritingTo: URL(filePath: first))
                kill(process.processIdentifier, SIGINT)
                try pipe.write(contentsOf: Data(contentsOf: URL(filePath: "\(Self.images)/rgb.jpg")))
                try pipe.close()
            }
        }
        #expect(status == 130)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["pictures"])
    }

    @Test(arguments: [
        ["--size", "64"], ["--size", "8x8", "--test-share", "0.2"], ["--size", "8x8", "--compress", "10"],
        ["--size", "8x8", "--test-share", "1.5", "--test-output", "t.h5"],
        ["--size", "8x8", "--test-share", "0.5", "--test-output", "out.h5"],
        ["--size", "8x8", "--test-share", "0.5", "--test-output", "t.h5", "--set", "test"],
    ])
    func `options that make no sense are wrong usage`(_ arguments: [String]) async throws {
        let run = try await framerill(["dataset", "make", "pictures", "--output", "out.h5"] + arguments)
        #expect(run.status == 64, "\(run)")
    }
}
