import Foundation
import TestMaterial
import Testing

/// Runs of car detection over JPEGs that a test feeds one by one, so that it can kill a run at a moment of its choice.
struct Killing {
    let folder: TemporaryFolder
    let frames: [Data]

    init(_ folder: TemporaryFolder, frames count: Int) throws {
        self.folder = folder
        frames = try (0..<count).map { index in
            let digits = String(index % 48)
            let name = "frame-" + String(repeating: "0", count: 4 - digits.count) + digits + ".jpg"
            return try Data(contentsOf: URL(filePath: Material.frames + "/" + name))
        }
    }

    private func arguments(_ output: String) -> [String] {
        [
            "run", Material.carDetection, "--input", "-", "--output", folder.path(output), "--quiet", "--set", "store.csv=a.csv",
            "--set", "store.coco=a.json",
        ]
    }

    /// Feeds the first `count` frames and kills the run at once; with all frames, lets it come to its end.
    func run(into output: String, resuming: Bool, feeding count: Int) async throws -> Int32 {
        let process = try process(arguments(output) + (resuming ? ["--resume"] : []))
        let input = Pipe()
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        let errors = folder.path("errors")
        process.standardError = try FileHandle(forWritingTo: URL(filePath: folder.write("", to: "errors")))
        // A killed reader must not kill the test.
        signal(SIGPIPE, SIG_IGN)
        let status = try await ending(of: process) {
            let part = Array(frames.prefix(count))
            try await blocking {
                for frame in part { try input.fileHandleForWriting.write(contentsOf: frame) }
                if part.count < frames.count { kill(process.processIdentifier, SIGKILL) }
                try input.fileHandleForWriting.close()
            }
        }
        if status != 0, status != 128 + SIGKILL {
            Issue.record("status \(status): \(try String(contentsOfFile: errors, encoding: .utf8))")
        }
        return status
    }
}
