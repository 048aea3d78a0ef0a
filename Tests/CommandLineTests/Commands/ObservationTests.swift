import Foundation
import TestMaterial
import Testing

@Suite("framerill run, watched", .timeLimit(.minutes(5)))
struct ObservationTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func trace() throws -> [[String: Any]] {
        let data = try Data(contentsOf: URL(filePath: folder.path("trace.json")))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    }

    /// How many items the spans of each stage have.
    private func items(_ events: [[String: Any]]) -> [String: Int] {
        events.filter { $0["ph"] as? String == "X" }.reduce(into: [:]) { counts, event in
            let arguments = event["args"] as? [String: Any]
            let count = (arguments?["items"] as? [String])?.count ?? (arguments?["item"] is String ? 1 : 0)
            counts[event["name"] as? String ?? "", default: 0] += count
        }
    }

    @Test("--trace writes as many spans for each stage as the report counts items")
    func spans() async throws {
        let run = try await framerill(
            "run", Material.carDetection, "--input", "data/frames/frame-000%d.jpg", "--output", folder.path("out"), "--report",
            folder.path("run.json"), "--trace", folder.path("trace.json"))
        #expect((run.status, run.errors) == (0, ""))
        #expect(run.output.contains("source to sink"))
        let counts = items(try trace())
        let parts = try ReportDocument(contentsOf: folder.path("run.json")).counts.parts
        #expect(parts.count == 7)
        for part in parts { #expect(counts[part.name] == part.received, "\(part.name)") }
    }

    @Test("a run that fails leaves a whole trace, in which the frame at fault is marked")
    func failure() async throws {
        _ = try Material.pictures(5, in: folder)
        _ = try folder.write("no picture", to: "f3.jpg")
        let run = try await framerill(
            "run", try Material.copying(folder.path("f%d.jpg"), to: folder), "--quiet", "--trace", folder.path("trace.json"))
        #expect(run.status == 1)
        #expect(run.errorLines.count == 1)
        let failed = try #require(try trace().first { $0["name"] as? String == "failed" }?["args"] as? [String: String])
        #expect(failed["stage"] == "load")
    }

    @Test("a trace that can't be written is told before the run")
    func unwritable() async throws {
        _ = try Material.pictures(1, in: folder)
        let pipeline = try Material.copying(folder.path("f%d.jpg"), to: folder)
        let run = try await framerill("run", pipeline, "--trace", folder.url.path)
        #expect((run.status, run.output) == (1, ""))
        #expect(run.errors == "\(folder.url.path): expected a file to write to, found: Is a directory; check the path\n")
        #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
    }

    @Test("--log-level logs to standard error, with the pipeline and the frame at fault")
    func log() async throws {
        _ = try Material.pictures(3, in: folder)
        _ = try folder.write("no picture", to: "f1.jpg")
        let pipeline = try Material.copying(folder.path("f%d.jpg"), to: folder)
        let run = try await framerill("run", pipeline, "--quiet", "--log-level", "info", "--set", "load.on-error=skip")
        #expect((run.status, run.output) == (0, ""))
        #expect(run.errorLines.count == 3)
        #expect(run.errorLines.allSatisfy { $0.contains("pipeline=copy") })
        #expect(run.errors.contains("item=\(folder.url.path)/f%d.jpg#1") && run.errors.contains("item skipped"), "\(run.errors)")
    }

    @Test("wrong levels and ports are refused with what is expected")
    func usage() async throws {
        let level = try await framerill("run", Material.carDetection, "--log-level", "loud")
        #expect(level.status == 64)
        #expect(level.errors.contains("'loud'") && level.errors.contains("warning"), "\(level.errors)")
        let ports = try await framerill("run", Material.carDetection, "--dashboard", "8080", "--metrics", "8080")
        #expect(ports.status == 64)
        #expect(ports.errors.contains("expected another port than the dashboard's"), "\(ports.errors)")
    }
}
