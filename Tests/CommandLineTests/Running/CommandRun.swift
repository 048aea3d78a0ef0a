import Foundation
import TestMaterial
import Testing

/// What a command did: how it ended and what it said.
struct CommandRun {
    let status: Int32
    let output: String
    let errors: String

    var outputLines: [String] { output.split(separator: "\n").map(String.init) }
    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
}

/// Runs the command line in the project's folder, so that the paths of the project's pipelines hold, until it ends by itself.
///
/// - Parameter input: a file for its standard input; else it has none.
func framerill(_ arguments: String..., input: String? = nil) async throws -> CommandRun {
    try await framerill(arguments, input: input)
}

func framerill(_ arguments: [String], input: String? = nil) async throws -> CommandRun {
    let folder = try TemporaryFolder()
    let (output, errors) = (folder.path("output"), folder.path("errors"))
    let process = try process(arguments)
    process.standardInput = try input.map { try FileHandle(forReadingFrom: URL(filePath: $0)) } ?? FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: folder.write("", to: "output")))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: folder.write("", to: "errors")))
    let status = try await ending(of: process) {}
    return CommandRun(
        status: status, output: try String(contentsOfFile: output, encoding: .utf8),
        errors: try String(contentsOfFile: errors, encoding: .utf8))
}

/// A process of the command line that is not started yet.
func process(_ arguments: [String]) throws -> Process {
    let executable: URL = try #require(Executable.url, "the built framerill is not beside the tests")
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    // Tests run beside each other: threads that wait for each other shouldn't keep the cores busy. And each build would leave its own
    // packed weights in the cache of whoever runs the tests.
    process.environment = ProcessInfo.processInfo.environment.merging(
        ["OMP_WAIT_POLICY": "passive", "FRAMERILL_WEIGHT_CACHE": "off"]
    ) { $1 }
    process.currentDirectoryURL = Project.folder
    return process
}

/// Starts the process, does what `body` does while it runs, and waits for its end.
///
/// A process that a signal ended has 128 and the signal's number as its status, as in a shell.
func ending(of process: Process, _ body: () async throws -> Void) async throws -> Int32 {
    let (endings, continuation) = AsyncStream.makeStream(of: Int32.self)
    process.terminationHandler = { process in
        continuation.yield(process.terminationStatus + (process.terminationReason == .uncaughtSignal ? 128 : 0))
    }
    try process.run()
    let identifier = process.processIdentifier
    // A process that hangs would let its test hang, whatever the test's time limit.
    return try await withTaskCancellationHandler {
        do {
            try await body()
        } catch {
            kill(identifier, SIGKILL)
            throw error
        }
        var iterator = endings.makeAsyncIterator()
        return try #require(await iterator.next())
    } onCancel: {
        kill(identifier, SIGKILL)
    }
}

/// Work that blocks, on a thread of its own.
func blocking<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Swift.Result(catching: work)) }
    }
}
