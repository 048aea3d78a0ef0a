import Dataflow
import DataflowTesting
import Foundation
import Imaging
import TestMaterial
import Testing
import VisionStages

@Suite("load", .timeLimit(.minutes(5)))
struct LoadTests {
    @Test("frames come in natural order with their names, numbers, files and pictures")
    func folderOfFrames() async throws {
        let names = ["f-10.jpg", "f-9.png", "f-2.jpg", "still.png"]
        let folder = try folder(withPictures: names)
        let found = try await emissions(of: Load(path: folder.url.path))
        #expect(found.map(\.frame.name) == ["f-2", "f-9", "f-10", "still"])
        #expect(found.map(\.frame.number) == [2, 9, 10, nil])
        #expect(found.map(\.id) == (0..<4).map { ItemID(source: folder.url.path, index: $0) })
        for (_, frame) in found {
            let file = try #require(frame.file)
            #expect(try frame.require(.image) == ImageFile.read(file))
        }
    }

    @Test("the number of the file is kept over gaps")
    func numberedPattern() async throws {
        let folder = try folder(withPictures: ["f0007.png", "f0003.png", "f0120.png"])
        let found = try await emissions(of: Load(path: folder.path("f%04d.png")))
        #expect(found.map(\.frame.number) == [3, 7, 120])
        #expect(found.map(\.id.index) == [0, 1, 2])
    }

    @Test("a limit ends the sequence early, and is what progress expects")
    func limit() async throws {
        let folder = try folder(withPictures: ["1.png", "2.png", "3.png"])
        let load = Load(path: folder.path("*.png"), limit: 2)
        #expect(load.expectedCount == 2)
        #expect(try await emissions(of: load).map(\.frame.name) == ["1", "2"])
        #expect(Load(path: folder.path("*.png")).expectedCount == 3)
    }

    @Test("one image is a sequence of one")
    func oneImage() async throws {
        let folder = try folder(withPictures: ["one.jpg", "two.jpg"])
        #expect(try await emissions(of: Load(path: folder.path("two.jpg"))).map(\.frame.name) == ["two"])
    }

    @Test("a camera that was held upright gives upright pictures")
    func orientation() async throws {
        let images = Project.path("Tests/ImagingTests/References/images")
        let flat = try #require(try await emissions(of: Load(path: "\(images)/exif-1.jpg")).first?.frame[.image])
        let turned = try #require(try await emissions(of: Load(path: "\(images)/exif-6.jpg")).first?.frame[.image])
        #expect(turned.size == PixelSize(width: flat.size.height, height: flat.size.width))
    }

    @Test("a least size makes the frames smaller pictures")
    func leastSize() async throws {
        let folder = try folder(withPictures: ["a.jpg", "b.png"])
        let half = PixelSize(width: 20, height: 12)
        let found = try await emissions(of: Load(path: folder.url.path, atLeast: half))
        #expect(found.map { $0.frame[.image]?.size } == [half, PixelSize(width: 40, height: 24)])
        #expect(try found.first?.frame.require(.image) == ImageFile.read(folder.path("a.jpg"), atLeast: half))
    }

    @Test("a damaged JPEG ends the run with its name, and the frames stored before are whole")
    func damaged() async throws {
        let folder = try folder(withPictures: (0..<30).map { "f\($0).jpg" })
        let path = folder.path("f24.jpg")
        let whole = try Data(contentsOf: URL(filePath: path))
        try whole.prefix(whole.count / 2).write(to: URL(filePath: path))
        let store = Store(images: folder.path("out/%s.jpg"), jsonl: nil)
        let pipeline = Pipeline {
            Load(path: folder.url.path)
            store
        }
        let failure = try #require(await #expect(throws: RunFailure.self) { try await pipeline.run() })
        #expect(failure.stage == "load")
        #expect(failure.item == ItemID(source: folder.url.path, index: 24))
        #expect(
            "\(failure)".hasPrefix(
                "stage \"load\": item \(folder.url.path)#24: \(path): expected a whole JPEG image, found damage:"),
            "\(failure)")
        expectConserved(failure.report)
        let stored = try namesOfFiles(in: folder.path("out"))
        #expect(stored.count == failure.report.stored)
        // At most as many are lost as may lie between the two stages.
        #expect(stored.count >= 24 - 8)
        for name in stored {
            #expect(try ImageFile.read(folder.path("out/\(name)")).size == PixelSize(width: 40, height: 24))
        }
    }

    @Test("a file that is none, or can't be read, ends the run with its name")
    func unreadable() async throws {
        let folder = try folder(withPictures: ["a.png"])
        try FileManager.default.createSymbolicLink(atPath: folder.path("b.png"), withDestinationPath: folder.path("gone"))
        var failure = try #require(
            await #expect(throws: RunFailure.self) { _ = try await emissions(of: Load(path: folder.url.path)) })
        #expect(
            "\(failure.cause)" == """
                \(folder.path("b.png")): expected a readable image file, found: No such file or directory; check the path and its \
                permissions
                """)
        try FileManager.default.removeItem(atPath: folder.path("b.png"))
        _ = try folder.write("<html>", to: "b.png")
        failure = try #require(
            await #expect(throws: RunFailure.self) { _ = try await emissions(of: Load(path: folder.url.path)) })
        #expect("\(failure.cause)".hasPrefix("\(folder.path("b.png")): expected a JPEG or PNG image, found"), "\(failure)")
    }

    @Test("a folder that became empty since the check fails the run")
    func empty() async throws {
        let folder = try TemporaryFolder()
        let failure = try #require(
            await #expect(throws: RunFailure.self) { _ = try await emissions(of: Load(path: folder.url.path)) })
        #expect(failure.cause as? VisionStageError == .noFrames(folder.url.path))
    }
}
