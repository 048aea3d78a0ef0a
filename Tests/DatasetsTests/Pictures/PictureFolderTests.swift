import Datasets
import Foundation
import TestMaterial
import Testing

@Suite struct `A folder of pictures` {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Makes empty files: only names matter.
    private func make(_ files: String...) throws {
        for file in files {
            let url = folder.url.appending(path: file)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data().write(to: url)
        }
    }

    private func read(_ classes: [String]? = nil) throws -> (classes: ClassList, pictures: [String], others: [String]) {
        let found = try PictureFolder(folder.url.path, classes: classes)
        func relative(_ path: String) -> String { String(path.dropFirst(folder.url.path.count + 1)) }
        return (found.classes, found.pictures.map { "\($0.label) \(relative($0.path))" }, found.others.map(relative))
    }

    @Test func `has a class for each subfolder, in natural order`() throws {
        try make("non-cat/10.jpg", "non-cat/9.PNG", "cat/a.jpeg", "cat/deep/b.png")
        let found = try read()
        #expect(found.classes == .names(["cat", "non-cat"]))
        #expect(found.pictures == ["0 cat/a.jpeg", "0 cat/deep/b.png", "1 non-cat/9.PNG", "1 non-cat/10.jpg"])
        #expect(found.others.isEmpty)
    }

    @Test func `has numbers for classes where all subfolders are named so`() throws {
        try make("10/a.jpg", "0/b.jpg", "2/c.jpg")
        let found = try read()
        #expect(found.classes == .numbers([0, 2, 10]))
        #expect(found.pictures == ["0 0/b.jpg", "1 2/c.jpg", "2 10/a.jpg"])
        try make("02/d.jpg")
        #expect(try read().classes == .names(["0", "02", "2", "10"]))
    }

    @Test func `has the classes that are asked for, in that order, also without pictures`() throws {
        try make("cat/a.jpg", "non-cat/b.jpg", "dog/c.jpg")
        let found = try read(["non-cat", "bird", "cat"])
        #expect(found.classes == .names(["non-cat", "bird", "cat"]))
        #expect(found.pictures == ["0 non-cat/b.jpg", "2 cat/a.jpg"])
        #expect(throws: PictureFolderError.twice("cat")) { try read(["cat", "dog", "cat"]) }
    }

    @Test func `tells what it leaves out, but for hidden files`() throws {
        try make("cat/a.jpg", "cat/notes.txt", "cat/.DS_Store", "cat/deep/b.webp", "readme.md")
        try FileManager.default.createSymbolicLink(atPath: folder.path("cat/loop"), withDestinationPath: folder.url.path)
        #expect(try read().others == ["readme.md", "cat/deep/b.webp", "cat/loop", "cat/notes.txt"])
    }

    @Test func `without classes or pictures is told of`() throws {
        let path = folder.url.path
        #expect(throws: PictureFolderError.noClasses(path, found: [])) { try read() }
        try make("a.jpg")
        #expect(throws: PictureFolderError.noClasses(path, found: ["a.jpg"])) { try read() }
        try make("cat/a.jpg", "dog/b.txt")
        #expect(throws: PictureFolderError.noPictures("\(path)/dog")) { try read() }
        #expect(throws: PictureFolderError.noPictures(path)) { try read(["dog"]) }
        do {
            _ = try PictureFolder("\(path)/bird")
            Issue.record("a folder that isn't there was read")
        } catch {
            #expect(
                "\(error)" == "\(path)/bird: expected a folder, found nothing at this path; check the path and its permissions")
        }
    }

    @Test func `is divided class by class, the same for the same seed`() throws {
        for index in 0..<20 { try make("0/\(index).jpg") }
        for index in 0..<10 { try make("1/\(index).jpg") }
        let pictures = try PictureFolder(folder.url.path).pictures
        let (train, test) = PictureFolder.divide(pictures, testShare: 0.2, seed: 7)
        #expect([0, 1].map { label in train.count { $0.label == label } } == [16, 8])
        #expect([0, 1].map { label in test.count { $0.label == label } } == [4, 2])
        #expect(Set(train + test) == Set(pictures))
        let again = PictureFolder.divide(pictures, testShare: 0.2, seed: 7)
        #expect(again.train == train && again.test == test)
        #expect(PictureFolder.divide(pictures, testShare: 0.2, seed: 8).train != train)
        let ordered = PictureFolder.divide(pictures, testShare: 0.2, seed: nil)
        #expect(ordered.train == Array(pictures[0..<16] + pictures[20..<28]))
        #expect(ordered.test == Array(pictures[16..<20] + pictures[28..<30]))
        #expect(PictureFolder.divide(pictures, testShare: 0, seed: nil).train == pictures)
    }
}
