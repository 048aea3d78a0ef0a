import Foundation
import Imaging
import TestMaterial
import Testing

@Suite("an image file")
struct ImageFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        try WholeFile.write(bytes, to: folder.path(name))
        return folder.path(name)
    }

    @Test("is read by what is in it, not by its name")
    func content() throws {
        let image = PixelBuffer(size: PixelSize(width: 2, height: 2), filledWith: .white)
        #expect(try ImageFile.read(file("png.jpg", PNG.encode(image))) == image)
        #expect(try ImageFile.read(file("jpeg.png", JPEG.encode(image))) == image)
        #expect(try ImageFile.size(file("none", PNG.encode(image))) == image.size)
    }

    @Test(
        "that is no image says what it is instead",
        arguments: [
            ([], "no bytes at all"),
            (Array("GIF89a\u{1}".utf8), "a GIF image"),
            (Array("<!DOCTYPE html><title>404</title>".utf8), "a saved web page"),
            (Array("version https://git-lfs.github.com/spec/v1\noid".utf8), "a Git LFS pointer (run `git lfs pull`)"),
            (Array("RIFF____WEBPVP8 ".utf8), "a WebP image"),
            (Array("RIFF____AVI LIST".utf8), "a RIFF file (AVI, WAV)"),
            ([0, 0, 0, 32] + Array("ftypisom".utf8), "an MP4 or QuickTime video"),
            ([0, 0, 0, 32] + Array("ftypavif".utf8), "a HEIF or AVIF image"),
            ([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A], "an HDF5 file"),
            (Array("hello\n".utf8), "text"),
            ([0, 0, 0, 0, 0], "zeros"),
            ([0xFF, 0xD8, 0x00, 0x01, 0x02], "bytes that begin with ff d8 00 01"),
        ] as [([UInt8], String)])
    func foreign(bytes: [UInt8], found: String) throws {
        let path = try file("frame.jpg", bytes)
        let expected = "\(path): expected a JPEG or PNG image, found \(found); convert it or leave it out"
        #expect(message { _ = try ImageFile.read(path) } == expected)
        #expect(message { _ = try ImageFile.size(path) } == expected)
    }

    @Test("that can't be opened says why")
    func unreadable() {
        let missing = folder.path("missing.jpg")
        #expect(
            message { _ = try ImageFile.read(missing) }
                == "\(missing): expected a readable image file, found: No such file or directory; check the path and its permissions"
        )
        let path = folder.url.path
        #expect(
            message { _ = try ImageFile.size(path) }
                == "\(path): expected a readable image file, found: a folder; check the path and its permissions")
    }

    @Test("whose header is longer than what is read at first still gives its size")
    func longHeader() throws {
        let sound = try Reference.bytes("ycc-420.jpg")
        let comment: [UInt8] = [0xFF, 0xFE, 0xFF, 0xFF] + [UInt8](repeating: 0x20, count: 0xFFFD)
        let long = sound[..<2] + Array(repeatElement(comment, count: 9).joined()) + sound[2...]
        #expect(try ImageFile.size(file("long.jpg", Array(long))) == PixelSize(width: 40, height: 27))
        #expect(try ImageFile.read(folder.path("long.jpg")).size == PixelSize(width: 40, height: 27))
    }
}
