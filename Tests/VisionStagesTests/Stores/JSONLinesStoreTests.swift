import Foundation
import Imaging
import TestMaterial
import Testing
import VisionStages

@Suite("the JSON Lines store")
struct JSONLinesStoreTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("writes one line for each frame, which is read back as it was")
    func readBack() throws {
        let path = folder.path("out/deep/detections.jsonl")
        let records = [
            FrameRecord.sample(index: 0), .sample(index: 1, detections: 0),
            .sample(index: 2, name: "tab\t, line\n, bell\u{7}, \\ and \u{1F697}"),
            FrameRecord(source: "-", index: 3, name: "x", size: PixelSize(width: 1, height: 2), detections: []),
        ]
        let store = try JSONLinesStore(path: path)
        for record in records { try store.store(record) }
        // Whole already before the store is finished.
        #expect(try read(path) == records)
        try store.finish()
        #expect(try read(path) == records)
    }

    @Test("a line has its keys in one order")
    func line() throws {
        let path = folder.path("a.jsonl")
        let store = try JSONLinesStore(path: path)
        try store.store(
            FrameRecord(
                source: "frames", index: 4, name: "f", number: nil, file: "d/f.jpg", size: PixelSize(width: 640, height: 360),
                detections: [
                    FrameDetection(
                        className: "car", classIndex: 0, score: 0.5,
                        box: PixelRectangle(left: 1, top: 2.5, right: 3, bottom: 4))
                ]))
        #expect(
            try text(of: path) == """
                {"source":"frames","index":4,"name":"f","number":null,"file":"d/f.jpg","width":640,"height":360,\
                "detections":[{"class":"car","class_index":0,"score":0.5,"box":[1.0,2.5,3.0,4.0]}]}

                """)
    }

    @Test("a full disk takes the broken line back and says so; the store goes on when there is room")
    func fullDisk() throws {
        let path = folder.path("a.jsonl")
        let disk = SmallDisk(bytes: 1000)
        let store = try JSONLinesStore(path: path, write: disk.write)
        var stored: [FrameRecord] = []
        var failure: StoreError?
        while failure == nil {
            let record = FrameRecord.sample(index: stored.count)
            do {
                try store.store(record)
                stored.append(record)
            } catch {
                failure = error
            }
        }
        #expect(stored.count > 1)
        #expect(try read(path) == stored)
        #expect(try text(of: path).hasSuffix("}\n"))
        let message = try #require(failure?.description)
        #expect(message.hasPrefix("\(path): expected room for "))
        #expect(
            message.hasSuffix(
                " bytes, found: No space left on device; free some space and run again; what was stored before is whole"))
        disk.grow(by: 10_000)
        let late = FrameRecord.sample(index: 99)
        try store.store(late)
        try store.finish()
        #expect(try read(path) == stored + [late])
    }

    @Test("frames from several threads stand on lines of their own")
    func threads() async throws {
        let path = folder.path("a.jsonl")
        let store = try JSONLinesStore(path: path)
        try await withThrowingTaskGroup { group in
            for index in 0..<200 { group.addTask { try store.store(.sample(index: index)) } }
            try await group.waitForAll()
        }
        try store.finish()
        #expect(try read(path).map(\.index).sorted() == Array(0..<200))
    }

    @Test("a number that is none is refused, and nothing of its frame is written")
    func notFinite() throws {
        let path = folder.path("a.jsonl")
        let store = try JSONLinesStore(path: path)
        var record = FrameRecord.sample(index: 3)
        record.detections[1].box.right = .infinity
        let error = #expect(throws: StoreError.self) { try store.store(record) }
        #expect(
            error?.description
                == "\(path): expected numbers, found inf in detection 1 of frame 3 of \"frames\"; check the stages that make boxes"
        )
        #expect(try text(of: path).isEmpty)
    }

    @Test("a finished store takes no more, and may be finished again")
    func finished() throws {
        let path = folder.path("a.jsonl")
        let store = try JSONLinesStore(path: path)
        try store.finish()
        try store.finish()
        let error = #expect(throws: StoreError.self) { try store.store(.sample(index: 0)) }
        #expect(
            error?.description
                == "\(path): expected no frame after the store was finished, found one; open a new store for it")
    }

    @Test("a path that can't be written is refused when the store is opened")
    func unwritable() throws {
        let file = try folder.write("x", to: "file")
        let inFile = #expect(throws: StoreError.self) { try JSONLinesStore(path: file + "/a.jsonl") }
        #expect(
            inFile?.description
                == "\(file): expected a folder for \(file)/a.jsonl, found: Not a directory; check the path")
        let isFolder = #expect(throws: StoreError.self) { try JSONLinesStore(path: folder.url.path) }
        #expect(
            isFolder?.description == "\(folder.url.path): expected a file to write to, found: Is a directory; check the path")
    }

    private func read(_ path: String) throws -> [FrameRecord] {
        try text(of: path).split(separator: "\n").map { try JSONDecoder().decode(FrameRecord.self, from: Data($0.utf8)) }
    }
}
