import Foundation
import TestMaterial
import Testing

/// Runs in which nothing moves, because nobody writes into the pipe that frames are read from.
@Suite("Runs that stall", .timeLimit(.minutes(5)))
struct StallTests {
    private let folder: TemporaryFolder
    private let input = Pipe()
    private let errors = Pipe()
    private let errorLines: LineReader

    init() throws {
        folder = try TemporaryFolder()
        errorLines = LineReader(errors.fileHandleForReading.fileDescriptor)
    }

    private func run(_ arguments: String...) throws -> Process {
        let process = try process(
            ["run", Material.carDetection, "--input", "-", "--output", folder.path("out"), "--stall-after", "100ms"] + arguments)
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        return process
    }

    @Test("an idle source is told with who waits for whom, and so is the end of the stall")
    func told() async throws {
        let process = try run("--report", folder.path("report.json"))
        let status = try await ending(of: process) {
            #expect(
                try await errorLines.next()?.hasPrefix("nothing moves: idle source: \"load\" has emitted nothing for ") == true)
            #expect(try await errorLines.next()?.hasPrefix("  load          working for ") == true)
            let frame = try Data(contentsOf: URL(filePath: Material.frames + "/frame-0000.jpg"))
            try input.fileHandleForWriting.write(contentsOf: frame)
            try input.fileHandleForWriting.close()
            #expect(try await errorLines.all().contains { $0.hasPrefix("moving again after ") })
        }
        #expect(status == 0)
        let report = try String(contentsOfFile: folder.path("report.json"), encoding: .utf8)
        #expect(report.contains("\"cause\" : \"idle source\""))
    }

    @Test("a run that is to end when nothing moves ends with status 1 and names the stage")
    func ends() async throws {
        let process = try run("--when-stalled", "end")
        let status = try await ending(of: process) {
            let line = try #require(try await errorLines.next())
            #expect(line.contains("stage \"load\": idle source: \"load\" has emitted nothing for "), "\(line)")
            _ = try await errorLines.all()
        }
        #expect(status == 1)
        try input.fileHandleForWriting.close()
    }

    @Test("a time that is none, and an action without a time, are wrong usage")
    func wrongUsage() async throws {
        let time = try await framerill("run", Material.carDetection, "--stop-within", "soon")
        #expect(time.status == 64)
        #expect(
            time.errorLines == [
                "--stop-within soon: \"stop-within\": expected time (0.5, 250ms, 2s, 5min, 1h) ≥ 1ms, found text \"soon\""
            ])
        let action = try await framerill("run", Material.carDetection, "--when-stalled", "end")
        #expect(action.status == 64)
        #expect(
            action.errorLines == [
                "--when-stalled end: \"when-stalled\": without \"stall-after\" nothing is watched; give it too, or remove this"
            ])
    }
}
