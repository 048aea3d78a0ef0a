import Dataflow
import DataflowTesting
import Foundation
import GRDB
import Imaging
import TestMaterial
import Testing
import Vision
import VisionStages

@Suite("a store that goes on where a run was interrupted")
struct StoreResumeTests {
    private static let count = 40

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Frames with 0 to 3 boxes, the same ones each time.
    private static let input: [Frame] = (0..<count).map { index in
        var frame = Frame.sample("f-\(index)", seed: index + 1)
        let found = (0..<index % 4).map { place in
            FrameDetection(
                className: ["car", "bus"][place % 2], classIndex: place % 2, score: 1 / Float(place + 2),
                box: PixelRectangle(left: Double(place), top: 1, right: 9.5, bottom: Double(index + 2)))
        }
        frame[.detections] = FrameDetections(classes: ["car", "bus", "truck"], detections: found)
        return frame
    }

    private func store(_ name: String) -> Store {
        let path = folder.path(name)
        return Store(
            images: "\(path)/%s.png", jsonl: "\(path)/a.jsonl", csv: "\(path)/a.csv", coco: "\(path)/a.json",
            sqlite: "\(path)/a.sqlite")
    }

    @discardableResult
    private func run(
        _ name: String, resuming: Bool = false, failingAt position: Int? = nil, signature: [String: String] = [:]
    ) async throws -> RunReport {
        let faulty = Apply { (frame: Frame) -> Frame? in
            if frame.name == position.map({ "f-\($0)" }) { throw InjectedFault(position: position ?? 0) }
            return frame
        }
        let pipeline = try Pipeline([
            .source(await ProbeSource("test", Self.input)), .stage(faulty), .sink(store(name)),
        ])
        let report = try await pipeline.run(start: RunStart(isResuming: resuming, signature: signature))
        expectConserved(report)
        return report
    }

    /// Files by name, a database as its rows.
    private func content(_ name: String) throws -> [String: Data] {
        var content: [String: Data] = [:]
        for file in try namesOfFiles(in: folder.path(name)) {
            let path = folder.path("\(name)/\(file)")
            guard file.hasSuffix("sqlite") else {
                content[file] = try Data(contentsOf: URL(filePath: path))
                continue
            }
            let rows = try DatabaseQueue(path: path).read { database in
                try Row.fetchAll(
                    database,
                    sql: """
                        SELECT f.source, f."index", f.name, d.class, d.score, d.box_left, d.box_bottom FROM frames f
                        LEFT JOIN detections d ON d.frame = f.id ORDER BY f.source, f."index", d.id
                        """)
            }
            content[file] = Data("\(rows)".utf8)
        }
        return content
    }

    @Test("after a failure anywhere, resuming makes what an uninterrupted run makes", arguments: [0, 1, 2, 17, 38, 39])
    func afterFailure(position: Int) async throws {
        try await run("whole")
        let failure = try #require(await #expect(throws: RunFailure.self) { try await run("cut", failingAt: position) })
        #expect(failure.report.stored <= position)
        let report = try await run("cut", resuming: true)
        #expect(report.stored == Self.count - failure.report.stored)
        #expect(try content("cut") == content("whole"))
    }

    @Test("what was written behind the journal's last entry is made again")
    func behindTheJournal() async throws {
        try await run("whole")
        await #expect(throws: RunFailure.self) { try await run("cut", failingAt: 20) }
        // As after a power failure: half a line, a picture that the journal doesn't know, a journal that lost its last lines.
        let journal = try #require(
            FileManager.default.contentsOfDirectory(atPath: folder.path("cut")).first { $0.hasSuffix(".journal") })
        let lines = try text(of: folder.path("cut/\(journal)")).split(separator: "\n", omittingEmptySubsequences: false)
        try lines.prefix(8).joined(separator: "\n").write(
            toFile: folder.path("cut/\(journal)"), atomically: false, encoding: .utf8)
        let output = try #require(FileHandle(forWritingAtPath: folder.path("cut/a.jsonl")))
        try output.seekToEnd()
        try output.write(contentsOf: Data("{\"source\":\"te".utf8))
        try output.close()
        let report = try await run("cut", resuming: true)
        // A head, six whole entries, and the beginning of a seventh.
        #expect(report.part("test")?.passedOver == 6)
        #expect(try content("cut") == content("whole"))
    }

    @Test("a run that ended is resumed with nothing to do, and changes nothing")
    func ended() async throws {
        try await run("whole")
        let before = try content("whole")
        let report = try await run("whole", resuming: true)
        #expect((report.emitted, report.stored) == (0, 0))
        #expect(try content("whole") == before)
    }

    @Test("resuming where nothing was begun begins")
    func nothing() async throws {
        try await run("whole")
        try await run("new", resuming: true)
        #expect(try content("new") == content("whole"))
    }

    @Test("a file that was shortened since is refused")
    func shortened() async throws {
        await #expect(throws: RunFailure.self) { try await run("cut", failingAt: 20) }
        try Data("x".utf8).write(to: URL(filePath: folder.path("cut/a.csv")))
        let failure = try #require(await #expect(throws: RunFailure.self) { try await run("cut", resuming: true) })
        #expect("\(failure.cause)".contains("a.csv: expected the "), "\(failure)")
    }

    @Test("another run can't write to the same files meanwhile")
    func inUse() async throws {
        let first = store("whole")
        _ = try await first.begin(.fresh)
        let failure = try #require(await #expect(throws: RunFailure.self) { try await run("whole") })
        #expect(failure.cause is JournalError)
        await first.abandon()
    }
}
