import Foundation
import TestMaterial
import Testing

@Suite("framerill run --resume", .timeLimit(.minutes(5)))
struct ResumeTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// All files of a run but its database and its journal.
    private func content(_ name: String) throws -> [String: Data] {
        let files = try Material.names(in: folder.path(name)).filter { !$0.contains("sqlite") }
        return Dictionary(
            uniqueKeysWithValues: try files.map { ($0, try Data(contentsOf: URL(filePath: folder.path("\(name)/\($0)")))) })
    }

    @Test("a run that is killed again and again ends with the bytes of one that was not")
    func killed() async throws {
        let killing = try Killing(folder, frames: 24)
        #expect(try await killing.run(into: "whole", resuming: false, feeding: 24) == 0)
        #expect(try await killing.run(into: "cut", resuming: false, feeding: 9) == 128 + SIGKILL)
        #expect(try await killing.run(into: "cut", resuming: true, feeding: 17) == 128 + SIGKILL)
        #expect(try await killing.run(into: "cut", resuming: true, feeding: 3) == 128 + SIGKILL)
        #expect(try await killing.run(into: "cut", resuming: true, feeding: 24) == 0)
        let (cut, whole) = (try content("cut"), try content("whole"))
        #expect(cut.keys.sorted() == whole.keys.sorted())
        for (name, bytes) in whole { #expect(cut[name] == bytes, "\(name)") }
    }

    @Test("a changed pipeline is noticed and said")
    func changed() async throws {
        _ = try Material.pictures(3, in: folder)
        let pipeline = try Material.copying(folder.path("f%d.jpg"), to: folder)
        #expect(try await framerill("run", pipeline, "--quiet").status == 0)
        let run = try await framerill("run", pipeline, "--quiet", "--resume", "--set", "store.quality=50")
        #expect(run.status == 1)
        #expect(run.errorLines.count == 1)
        #expect(
            run.errors.hasSuffix(
                "expected the pipeline of the interrupted run, found changes in stage store; undo them, or run without --resume to "
                    + "begin anew\n"), "\(run.errors)")
        #expect(try await framerill("run", pipeline, "--quiet", "--resume").status == 0)
    }

    @Test("a new file in front of the others is noticed, for it would be passed over as done")
    func shifted() async throws {
        _ = try Material.pictures(3, in: folder)
        let pipeline = try Material.copying(folder.path("*.jpg"), to: folder)
        #expect(try await framerill("run", pipeline, "--quiet").status == 0)
        try FileManager.default.copyItem(atPath: folder.path("f0.jpg"), toPath: folder.path("a.jpg"))
        let run = try await framerill("run", pipeline, "--quiet", "--resume")
        #expect(run.status == 1)
        #expect(run.errorLines.count == 1)
        #expect(
            run.errors.contains(
                "expected \(folder.path("f0.jpg")), found \(folder.path("a.jpg")): give the source the files that it had"),
            "\(run.errors)")
        #expect(try Material.names(in: folder.path("out")) == ["f0.jpg", "f1.jpg", "f2.jpg"])
        // Behind the others it is one more frame.
        try FileManager.default.moveItem(atPath: folder.path("a.jpg"), toPath: folder.path("g.jpg"))
        #expect(try await framerill("run", pipeline, "--quiet", "--resume").status == 0)
        #expect(try Material.names(in: folder.path("out")) == ["f0.jpg", "f1.jpg", "f2.jpg", "g.jpg"])
    }

    @Test("dead letters are run again alone, and added to what was stored")
    func deadLetters() async throws {
        let pictures = try Material.pictures(6, in: folder)
        let whole = try Data(contentsOf: URL(filePath: pictures[2]))
        try whole.prefix(300).write(to: URL(filePath: pictures[2]))
        let pipeline = try folder.write(
            """
            stages:
              - load: { path: "\(folder.path("f%d.jpg"))", on-error: { dead-letter: "\(folder.path("dead.jsonl"))" } }
              - store: { directory: "\(folder.path("out"))", images: "%s.jpg" }

            """, to: "copy.yaml")
        let first = try await framerill("run", pipeline)
        #expect(first.status == 0)
        #expect(first.output.contains("emitted 6 = stored 5 + filtered 0 + dropped 0 + dead-lettered 1 + failed 0 + in flight 0"))
        #expect(try Material.names(in: folder.path("out")) == ["f0.jpg", "f1.jpg", "f3.jpg", "f4.jpg", "f5.jpg"])
        try whole.write(to: URL(filePath: pictures[2]))
        let second = try await framerill("run", pipeline, "--retry-dead-letters", folder.path("dead.jsonl"))
        #expect((second.status, second.errors) == (0, ""))
        #expect(second.output.contains("emitted 1 = stored 1 "))
        #expect(try Material.names(in: folder.path("out")).count == 6)
        let missing = try await framerill("run", pipeline, "--retry-dead-letters", folder.path("gone.jsonl"))
        #expect(missing.status == 1)
        #expect(missing.errors.hasPrefix("\(folder.path("gone.jsonl")): expected a file of dead letters, found"))
    }
}
