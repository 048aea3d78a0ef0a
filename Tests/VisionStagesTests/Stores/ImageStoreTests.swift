import Foundation
import Imaging
import TestMaterial
import Testing
import VisionStages

@Suite("the image store")
struct ImageStoreTests {
    private let folder: TemporaryFolder
    private let image = PixelBuffer(size: PixelSize(width: 20, height: 10), filledWith: Color(red: 200, green: 30, blue: 40))

    init() throws { folder = try TemporaryFolder() }

    @Test("writes each image under its name and leaves nothing else", arguments: ["jpg", "png", "JPEG"])
    func write(suffix: String) throws {
        let store = try ImageStore(pattern: folder.path("out/%s.\(suffix)"))
        for index in 0..<3 {
            let path = try store.store(image, of: .sample(index: index))
            #expect(path == folder.path("out/frame-\(index).\(suffix)"))
            #expect(try ImageFile.read(path).size == image.size)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path("out"))
        #expect(names.sorted() == (0..<3).map { "frame-\($0).\(suffix)" })
    }

    @Test("a name in the pattern's folder makes folders")
    func folders() throws {
        let store = try ImageStore(pattern: folder.path("%s/%04d.png"))
        try store.store(image, of: .sample(index: 1, name: "left"))
        try store.store(image, of: .sample(index: 2, name: "right"))
        #expect(try ImageFile.read(folder.path("right/0020.png")) == image)
    }

    @Test("an image of an earlier run is replaced, one of this run isn't")
    func sameName() throws {
        let pattern = folder.path("%s.jpg")
        try ImageStore(pattern: pattern).store(image, of: .sample(index: 0, name: "a"))
        let store = try ImageStore(pattern: pattern)
        try store.store(image, of: .sample(index: 0, name: "a"))
        let error = #expect(throws: StoreError.self) { try store.store(image, of: .sample(index: 5, name: "a")) }
        #expect(
            error?.description == """
                \(folder.path("a.jpg")): expected an image name that no other frame of this run has, found one that frame 5 of \
                "frames" shares with a frame before it; use %i (the frame's index) in the pattern
                """)
    }

    @Test("the frame's own file is never written over, also under another name")
    func ownFile() throws {
        let input = try folder.write("the frame", to: "0001.jpg")
        try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: folder.url.path)
        let store = try ImageStore(pattern: folder.path("link/%s.jpg"))
        var record = FrameRecord.sample(index: 0, name: "0001")
        record.file = input
        let error = #expect(throws: StoreError.self) { try store.store(image, of: record) }
        #expect(
            error?.description == """
                \(folder.path("link/0001.jpg")): expected a file to write the image of frame 0 of "frames" to, found the frame \
                itself; store images in another folder
                """)
        #expect(try text(of: input) == "the frame")
    }

    @Test("another suffix is refused before any image")
    func suffix() {
        let error = #expect(throws: StoreError.self) { try ImageStore(pattern: "out/%s.gif") }
        #expect(
            error?.description == """
                out/%s.gif: expected the suffix .jpg, .jpeg or .png, found another; write a pattern such as "out/%s.jpg" or \
                "out/%04d.jpg"
                """)
    }

    @Test("a folder that vanished is an error that names the image")
    func vanished() throws {
        let store = try ImageStore(pattern: folder.path("out/%s.jpg"))
        try store.store(image, of: .sample(index: 0))
        try FileManager.default.removeItem(atPath: folder.path("out"))
        let error = #expect(throws: StoreError.self) { try store.store(image, of: .sample(index: 1)) }
        #expect(
            error?.description == """
                \(folder.path("out/frame-1.jpg")): expected room for an image, found: No such file or directory; check the disk \
                and the folder; the images before are whole, and nothing was left under this name
                """)
    }
}
