import ArgumentParser
import Dataflow
import Foundation
import PipelineFile

/// Ends a command the way every command ends on an error: one line or more on standard error, and a status that is not 0.
enum Failure {
    /// What was asked for could not be done.
    static let failed = ExitCode(1)
    /// The arguments are wrong.
    static let wrongUsage = ExitCode(64)

    /// Runs a command's work; an error is told to the user once and becomes an exit status.
    nonisolated(nonsending) static func reported<Result>(_ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch let code as ExitCode {
            throw code
        } catch let error as PipelineFileError {
            tell("\(error)")
            throw error.problems.contains { $0.mark.isArgument } ? wrongUsage : failed
        } catch let problem as PipelineProblem {
            tell("\(problem)")
            throw problem.mark.isArgument ? wrongUsage : failed
        } catch {
            tell("\(error)")
            throw failed
        }
    }

    static func tell(_ message: String) {
        FileHandle.standardError.write(Data("\(message)\n".utf8))
    }
}

extension SourceMark {
    /// Whether it is on the command line and not in a file.
    fileprivate var isArgument: Bool {
        if case .argument = self { true } else { false }
    }
}
