import Dataflow
import Foundation

/// Tells on standard error what the watch over a run finds and which source died, and leaves a run that does not let go.
struct WatchTeller: RunObserver {
    let reportFile: ReportFile?
    /// Whether only errors are told.
    let isQuiet: Bool
    /// The status of a program that leaves, by what made it leave.
    let status: @Sendable () -> Int32

    /// Below the progress bar.
    private var start: String { isatty(STDERR_FILENO) == 1 ? "\n" : "" }

    func observe(_ event: RunEvent, at time: Duration) {
        guard case .sourceDied(let failure) = event else { return }
        let item = failure.item.map { ": item \($0)" } ?? ""
        Failure.tell("\(start)source \"\(failure.stage)\" died, the others go on\(item): \(failure.message)")
    }

    func tell(_ event: RunWatch.Event) {
        switch event {
        case .stalled(let report): Failure.tell("\(start)nothing moves: \(report)")
        case .movingAgain(let report):
            if !isQuiet { Failure.tell("\(start)moving again after \(Self.seconds(report.duration)): \(report.stage)") }
        case .stopOverdue(let items):
            Failure.tell(Self.lines("\(start)stopping took too long: what is on its way is left", items))
        case .unresponsive(let report):
            if let failure = report.failure { Failure.tell("stage \"\(failure.stage)\": \(failure.message)") }
            Failure.tell(
                Self.lines(
                    "a stage does not come back from its frame; leaving without it, what was stored is whole", report.stranded)
            )
            try? reportFile?.write(report)
            Foundation._exit(status())
        }
    }

    private static func lines(_ title: String, _ items: [StrandedItems]) -> String {
        ([title + (items.isEmpty ? "" : ":")] + items.map { "  \($0)" }).joined(separator: "\n")
    }

    private static func seconds(_ duration: Duration) -> String {
        String(format: "%.1f s", duration / .seconds(1))
    }
}
