import Foundation
import TestMaterial
import Testing
import VisionStages

@Suite("where frames are found")
struct FrameSequenceTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func files(_ path: String) throws -> [String] {
        let place = path.isEmpty ? folder.url.path : folder.path(path)
        return try FrameSequence(path: place).files().map { String($0.dropFirst(folder.url.path.count + 1)) }
    }

    private func create(_ names: String...) throws {
        for name in names { _ = try folder.write("", to: name) }
    }

    @Test("a folder gives its images in natural order, and nothing hidden or else")
    func folderOfImages() throws {
        try create("f10.jpg", "f9.JPG", "f1.png", "f2.jpeg", "notes.txt", ".f0.jpg", "labels.json")
        #expect(try files("") == ["f1.png", "f2.jpeg", "f9.JPG", "f10.jpg"])
    }

    @Test("a glob gives what it matches, in natural order")
    func glob() throws {
        try create("a10.jpg", "a2.jpg", "b1.jpg", "a3.png")
        #expect(try files("a*.jpg") == ["a2.jpg", "a10.jpg"])
        #expect(try files("[ab]?.jpg") == ["a2.jpg", "b1.jpg"])
    }

    @Test("a file whose name looks like a glob is that file")
    func globLikeName() throws {
        try create("a[1].jpg", "a1.jpg")
        #expect(try files("a[1].jpg") == ["a[1].jpg"])
    }

    @Test("a numbered pattern gives the files that exist, by number, over gaps")
    func numbered() throws {
        try create("f0003.jpg", "f0001.jpg", "f0010.jpg", "f12345.jpg", "f002.jpg", "f00004.jpg", "f000x.jpg", "g0002.jpg")
        #expect(try files("f%04d.jpg") == ["f0001.jpg", "f0003.jpg", "f0010.jpg", "f12345.jpg"])
    }

    @Test("%d takes numbers without leading zeros")
    func plainNumber() throws {
        try create("10.jpg", "9.jpg", "0.jpg", "08.jpg")
        #expect(try files("%d.jpg") == ["0.jpg", "9.jpg", "10.jpg"])
    }

    @Test("nothing at the path is an error that says what can be given")
    func nothing() throws {
        for path in ["nowhere", "nowhere/%04d.jpg", "nowhere.jpg"] {
            let error = #expect(throws: VisionStageError.self) { try files(path) }
            #expect(
                error?.description == """
                    \(folder.path(path)): expected a folder of images, an image, a pattern such as frames/%04d.jpg or frames/*.jpg, \
                    or - for standard input, found nothing there; check the path
                    """)
        }
    }

    @Test("no image in the folder, for the glob or for the pattern is an error")
    func noImage() throws {
        try create("notes.txt")
        for path in ["", "*.jpg", "%04d.jpg"] {
            let error = #expect(throws: VisionStageError.self) { try files(path) }
            let place = path.isEmpty ? folder.url.path : folder.path(path)
            #expect(
                error?.description
                    == "\(place): expected at least one image (jpeg, jpg, png), found none; check the path")
        }
    }

    @Test("a folder that is a file is an error that names it")
    func fileAsFolder() throws {
        try create("a.jpg")
        let error = #expect(throws: VisionStageError.self) { try files("a.jpg/%04d.jpg") }
        #expect(error?.description.hasPrefix("\(folder.path("a.jpg")): expected a folder of images, found that") == true)
    }

    @Test("descriptions are paths as they were given")
    func descriptions() {
        for path in ["x/%04d.jpg", "%d.jpg", "x/a*.jpg", "x/one.jpg"] { #expect("\(FrameSequence(path: path))" == path) }
        #expect(FrameSequence(path: "-") == .standardInput)
    }
}
