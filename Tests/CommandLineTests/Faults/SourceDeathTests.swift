import Foundation
import TestMaterial
import Testing

@Suite("A source that dies beside another", .timeLimit(.minutes(5)))
struct SourceDeathTests {
    @Test("is told at once; the other one's frames are stored, and the run ends with status 1 and names it")
    func told() async throws {
        let folder = try TemporaryFolder()
        let (input, errors) = (Pipe(), Pipe())
        let frame = try Data(contentsOf: URL(filePath: Material.frames + "/frame-0000.jpg"))
        try frame.prefix(frame.count / 2).write(to: URL(filePath: folder.path("cut.jpg")))
        try """
        stages:
          - load: { name: left, path: \(folder.path("cut.jpg")) }
          - load: { name: right, path: "-" }
          - store: { from: [left, right], images: "%s.jpg", directory: \(folder.path("out")) }
        """.write(toFile: folder.path("two.yaml"), atomically: true, encoding: .utf8)
        let process = try process(["run", folder.path("two.yaml"), "--quiet"])
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = errors
        let lines = LineReader(errors.fileHandleForReading.fileDescriptor)
        let status = try await ending(of: process) {
            // The other source still waits for its first frame.
            let first = try #require(try await lines.next())
            #expect(first.hasPrefix("source \"left\" died, the others go on: item \(folder.path("cut.jpg"))#0: "), "\(first)")
            try input.fileHandleForWriting.write(contentsOf: frame)
            try input.fileHandleForWriting.close()
            let last = try #require(try await lines.all().last)
            #expect(last.hasPrefix("stage \"left\": item "), "\(last)")
        }
        #expect(status == 1)
        #expect(FileManager.default.fileExists(atPath: folder.path("out/frame-000000.jpg")))
    }
}
