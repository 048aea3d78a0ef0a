import Foundation
import Imaging
import TestMaterial
import Testing

@Suite("writing an image file")
struct WritingTests {
    private let folder: TemporaryFolder
    private let image = PixelBuffer(size: PixelSize(width: 8, height: 8), filledWith: Color(red: 10, green: 200, blue: 30))

    init() throws { folder = try TemporaryFolder() }

    private var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() }
    }

    @Test("makes the kind of file that the suffix names, and leaves nothing else behind")
    func suffixes() throws {
        for name in ["a.jpg", "b.JPEG", "c.png"] { try ImageFile.write(image, to: folder.path(name), synchronised: true) }
        #expect(try names == ["a.jpg", "b.JPEG", "c.png"])
        #expect(try PNG.decode(contentsOf: folder.path("c.png")) == image)
        for name in ["a.jpg", "b.JPEG"] { #expect(try JPEG.decode(contentsOf: folder.path(name)).size == image.size) }
    }

    @Test("replaces an older file")
    func replaces() throws {
        let path = try folder.write("old", to: "a.png")
        try ImageFile.write(image, to: path)
        #expect(try ImageFile.read(path) == image)
        #expect(try names == ["a.png"])
    }

    @Test("refuses a name without a known suffix", arguments: ["a.gif", "png", "a.png.tmp", ".jpg/a"])
    func unknownSuffix(name: String) throws {
        let path = folder.path(name)
        #expect(
            message { try ImageFile.write(image, to: path) }
                == "\(path): expected a name that ends in .jpg, .jpeg or .png; give the file such a name")
        #expect(try names == [])
    }

    @Test("leaves no temporary file when the name can't be taken")
    func taken() throws {
        let path = folder.path("a.png")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(
            message { try ImageFile.write(image, to: path) }
                == "\(path): expected to write an image file, found: Is a directory; nothing was written, check the folder and its free space"
        )
        #expect(try names == ["a.png"])
    }

    @Test("says why when the folder can't be written")
    func unwritableFolder() throws {
        let missing = folder.path("none/a.png")
        #expect(
            message { try ImageFile.write(image, to: missing) }
                == "\(missing): expected to write an image file, found: No such file or directory; nothing was written, check the folder and its free space"
        )
        let file = try folder.write("", to: "file")
        #expect(
            message { try ImageFile.write(image, to: file + "/a.png") }
                == "\(file)/a.png: expected to write an image file, found: Not a directory; nothing was written, check the folder and its free space"
        )
    }
}
