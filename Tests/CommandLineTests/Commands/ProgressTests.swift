import Foundation
import TestMaterial
import Testing

@Suite("the progress bar", .timeLimit(.minutes(5)))
struct ProgressTests {
    /// A terminal of our own: what is written to the one end is read at the other.
    private func terminal() throws -> (own: Int32, other: FileHandle) {
        var (own, other): (Int32, Int32) = (-1, -1)
        try #require(openpty(&own, &other, nil, nil, nil) == 0)
        // Not for the processes of other tests.
        for end in [own, other] { try #require(fcntl(end, F_SETFD, FD_CLOEXEC) == 0) }
        return (own, FileHandle(fileDescriptor: other, closeOnDealloc: true))
    }

    @Test("counts frames on a terminal, and is gone at the end")
    func bar() async throws {
        let folder = try TemporaryFolder()
        let (own, other) = try terminal()
        defer { close(own) }
        let process = try process(["run", Material.carDetection, "--output", folder.path("out")])
        process.standardOutput = FileHandle.nullDevice
        process.standardError = other
        let reader = LineReader(own)
        let status = try await ending(of: process) {
            try other.close()
            // A terminal whose other end was closed gives an error, which is the end here.
            let drawn = try await reader.all().joined()
            let bars = drawn.split(separator: "\r").filter { $0.hasPrefix("[") }
            #expect(!bars.isEmpty)
            for bar in bars { #expect(bar.contains(/^\[=* *\] \d+\/48 frames  \d+\.\d\/s/), "\(bar)") }
            let last = drawn.split(separator: "\r", omittingEmptySubsequences: true).last
            #expect(last?.allSatisfy { $0 == " " } == true, "\(drawn)")
        }
        #expect(status == 0)
    }
}
