import Foundation
import TestMaterial
import Testing

/// Ctrl-C in the middle of a run. The detections go to standard output, a pipe that takes a page: the run can't get to its end
/// before a test reads on, and a line that was read says that the run is going on, so that nothing here depends on time.
@Suite("Ctrl-C", .timeLimit(.minutes(5)))
struct InterruptTests {
    /// Linux's `F_SETPIPE_SZ`, which Glibc's module leaves out.
    private static let setPipeSize: Int32 = 1031
    private static let stopping = "stopping: frames on their way still arrive; press Ctrl-C again to leave at once"

    private let folder: TemporaryFolder
    private let output = Pipe()
    private let errors = Pipe()
    private let outputLines: LineReader
    private let errorLines: LineReader

    init() throws {
        folder = try TemporaryFolder()
        outputLines = LineReader(output.fileHandleForReading.fileDescriptor)
        errorLines = LineReader(errors.fileHandleForReading.fileDescriptor)
        let status = fcntl(output.fileHandleForWriting.fileDescriptor, Self.setPipeSize, 4096)
        try #require(status > 0)
    }

    private func run(over input: String, _ arguments: String...) throws -> Process {
        let process = try process(
            [
                "run", Material.carDetection, "--input", input, "--output", folder.path("out"), "--set",
                "store.jsonl=/dev/stdout", "--report", folder.path("report.json"),
            ] + arguments)
        process.standardOutput = output
        process.standardError = errors
        return process
    }

    private func expectRecord(_ line: String?, index: Int) throws {
        let record = try JSONSerialization.jsonObject(with: Data(try #require(line).utf8)) as? [String: Any]
        #expect(record?["index"] as? Int == index)
    }

    /// What is left on standard output: the other frames, whole, and a balanced report.
    private func expectDrained(after count: Int) async throws {
        let rest = try await outputLines.all()
        let records = rest.prefix { $0.hasPrefix("{") }
        for (place, line) in records.enumerated() { try expectRecord(line, index: count + place) }
        let stored = count + records.count
        #expect(
            rest.contains("emitted \(stored) = stored \(stored) + filtered 0 + dropped 0 + failed 0 + in flight 0"), "\(rest)")
        #expect(try await errorLines.all() == [])
        let report = try ReportDocument(contentsOf: folder.path("report.json"))
        #expect(report.ending == "stopped")
        #expect((report.emitted, report.stored) == (stored, stored))
        #expect(try Material.names(in: folder.path("out")).count { $0.hasSuffix(".jpg") } == stored)
    }

    @Test(
        "the first one stops the source; what is on its way is stored, and the report is balanced", arguments: [SIGINT, SIGTERM])
    func drains(signal: Int32) async throws {
        let process = try run(over: Material.frames)
        let status = try await ending(of: process) {
            try await expectRecord(outputLines.next(), index: 0)
            kill(process.processIdentifier, signal)
            #expect(try await errorLines.next() == Self.stopping)
            try await expectDrained(after: 1)
        }
        #expect(status == 128 + signal)
    }

    @Test("a run that waits for standard input stops as well")
    func standardInput() async throws {
        let process = try run(over: "-")
        let input = Pipe()
        process.standardInput = input
        let frames = try (0..<3).map { try Data(contentsOf: URL(filePath: Material.frames + "/frame-000\($0).jpg")) }
        let status = try await ending(of: process) {
            let writing = input.fileHandleForWriting
            try await blocking { try writing.write(contentsOf: frames.reduce(Data(), +)) }
            for place in 0..<3 { try await expectRecord(outputLines.next(), index: place) }
            kill(process.processIdentifier, SIGINT)
            #expect(try await errorLines.next() == Self.stopping)
            try await expectDrained(after: 3)
            // Held open until here.
            try writing.close()
        }
        #expect(status == 130)
    }

    @Test("the second one leaves at once, though the last stage is stuck")
    func second() async throws {
        let process = try run(over: Material.frames)
        let status = try await ending(of: process) { () async throws in
            #expect(try await outputLines.next() != nil)
            kill(process.processIdentifier, SIGINT)
            #expect(try await errorLines.next() == Self.stopping)
            kill(process.processIdentifier, SIGINT)
            #expect(try await errorLines.all() == [])
        }
        #expect(status == 130)
        #expect(!FileManager.default.fileExists(atPath: folder.path("report.json")))
        // No report, only the frames that the pipe still holds.
        let rest = try await outputLines.all()
        #expect(rest.dropLast().allSatisfy { $0.hasPrefix("{") })
    }

    @Test("a stop that takes too long, because the last stage is stuck, leaves by itself and says what was on its way")
    func overdue() async throws {
        let process = try run(over: Material.frames, "--stop-within", "100ms", "--stall-after", "100ms")
        var told: [String] = []
        let status = try await ending(of: process) {
            // The watch says when the pipe is full and the store waits in its frame.
            while let line = try await errorLines.next(), !(line.hasPrefix("nothing moves: ") && line.contains(": \"store\" ")) {}
            kill(process.processIdentifier, SIGINT)
            told = try await errorLines.all()
        }
        #expect(status == 130)
        #expect(told.contains(Self.stopping))
        #expect(told.contains("stopping took too long: what is on its way is left:"))
        #expect(told.contains { $0.hasPrefix("  in \"store\": ") }, "\(told)")
        #expect(told.contains { $0.hasPrefix("a stage does not come back from its frame; leaving without it") })
        #expect(try ReportDocument(contentsOf: folder.path("report.json")).ending == "cancelled")
        _ = try await outputLines.all()
    }
}
