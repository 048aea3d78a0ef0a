import ArgumentParser
import Dashboard
import Dataflow
import DataflowService
import Foundation
import Logging
import PipelineFile
import ServiceLifecycle
import Synchronization
import VisionStages

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Runs a pipeline and reports what became of every frame.",
        discussion: """
            Ctrl-C stops the source, lets the frames on their way arrive, and reports; a second one leaves at once.
            """)

    @Argument(help: ArgumentHelp("The pipeline file.", valueName: "pipeline"))
    var pipeline: String

    @OptionGroup var arguments: PipelineArguments

    @OptionGroup var limits: WatchArguments

    @Option(help: ArgumentHelp("Also write the report there, as JSON.", valueName: "file.json"))
    var report: String?

    @OptionGroup var observation: ObservationArguments

    @Flag(help: "Go on where an earlier run of the same pipeline stopped, however it ended.")
    var resume = false

    @Option(help: ArgumentHelp("Run just the frames of these dead letters again.", valueName: "file.jsonl"))
    var retryDeadLetters: String?

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    func run() async throws {
        PatientThreads.enable()
        try await Failure.reported {
            let plan = try arguments.plan(pipeline, limits.overrides)
            let reportFile = try report.map { try ReportFile($0) }
            // What is run again is added to what earlier runs stored.
            let start = RunStart(isResuming: resume || retryDeadLetters != nil, signature: try plan.signature())
            let items = try retryDeadLetters.map { ItemSelection.only(try DeadLetter.read($0)) } ?? .all
            let signal = Mutex<Int32?>(nil)
            let teller = WatchTeller(reportFile: reportFile, isQuiet: quiet) { signal.withLock { $0.map { 128 + $0 } ?? 1 } }
            let watch = plan.run.watch(onEvent: teller.tell)
            let control = RunControl()
            let watching = try Observation(observation, control, pipeline: plan.label)
            let outcome = Mutex<(report: RunReport, failure: RunFailure?)?>(nil)
            let built = try await plan.pipeline()
            let service = PipelineService(control: control) { control in
                let result = try await run(built, control, start, items, watching, watch, teller)
                outcome.withLock { $0 = result }
            }
            let services = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
                    logger: .current))
            let (shutdowns, shutdown) = AsyncStream.makeStream(of: Void.self)
            // From here on, so that a Ctrl-C while weights are read ends the program, and one while frames are on their way drains.
            // The group could listen to signals itself, but once it shuts down it hears no second one, which is to leave at once.
            let signals = try InterruptSignals(
                first: { number in
                    signal.withLock { $0 = number }
                    shutdown.yield()
                    if !quiet {
                        // Below the progress bar and the ^C that the terminal shows.
                        let start = isatty(STDERR_FILENO) == 1 ? "\n" : ""
                        Failure.tell("\(start)stopping: frames on their way still arrive; press Ctrl-C again to leave at once")
                    }
                },
                second: { Foundation._exit(128 + $0) })
            defer { signals.restore() }

            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { for await _ in shutdowns { await services.triggerGracefulShutdown() } }
                defer { group.cancelAll() }
                try await services.run()
            }
            guard let (report, failure) = outcome.withLock({ $0 }) else {
                preconditionFailure("run: the service ended without an outcome")
            }
            let tracing = Result { try watching.close() }
            if let failure, report.emitted == 0, failure.item == nil {
                // Nothing has run: what is wrong is wrong with the pipeline.
                let mark = plan.stages.first { $0.name == failure.stage }?.mark
                Failure.tell((mark.map { "\($0): " } ?? "") + "\(failure)")
                try reportFile?.write(report)
                throw Failure.failed
            }
            if !quiet { print(report.withoutFailure) }
            if let failure { Failure.tell("\(failure)") }
            try reportFile?.write(report)
            if failure != nil {
                if case .failure(let refusal) = tracing { Failure.tell("\(refusal)") }
                throw Failure.failed
            }
            guard report.missing.isEmpty else {
                let names = report.missing.map(\.description).joined(separator: ", ")
                Failure.tell(
                    "\(retryDeadLetters ?? ""): expected items that the source has, found \(names); give the source the files that it had before"
                )
                throw Failure.failed
            }
            if !quiet { tellResults(of: plan) }
            guard report.isBalanced else {
                report.imbalances.forEach(Failure.tell)
                throw Failure.failed
            }
            // The run was not harmed, but what was asked for isn't there.
            try tracing.get()
            if let number = signal.withLock({ $0 }) { throw ExitCode(128 + number) }
        }
    }

    /// The report in any case, and the failure if it was one.
    private func run(
        _ pipeline: Pipeline, _ control: RunControl, _ start: RunStart, _ items: ItemSelection, _ watching: Observation,
        _ watch: RunWatch, _ teller: WatchTeller
    ) async throws -> (RunReport, RunFailure?) {
        try await withThrowingTaskGroup(of: Void.self) { group in
            if !quiet, let progress = ProgressBar() {
                group.addTask {
                    for await snapshot in control.snapshots(every: .milliseconds(200)) { progress.show(snapshot) }
                    progress.clear()
                }
            }
            for server in watching.servers {
                if !quiet { Failure.tell("\(server.name): \(server.address)") }
                // What can't be shown must not end the run; it is told, once.
                group.addTask {
                    do {
                        try await server.run()
                    } catch let error as DashboardError {
                        Failure.tell("\(error)")
                    } catch {}
                }
            }
            defer { group.cancelAll() }
            do {
                return (
                    try await pipeline.run(
                        control: control, start: start, items: items, observers: watching.observers + [teller], watch: watch), nil
                )
            } catch let failure as RunFailure {
                return (failure.report, failure)
            }
        }
    }

    private func tellResults(of plan: PipelinePlan<Frame>) {
        for result in plan.stages.flatMap(\.blueprint.results) { print(result) }
    }
}

extension PipelinePlan {
    /// What metrics and logs call the pipeline: its name, or else that of its file.
    fileprivate var label: String { name ?? URL(filePath: path).deletingPathExtension().lastPathComponent }
}

extension RunReport {
    /// For standard output, since a failure is told on standard error.
    fileprivate var withoutFailure: RunReport {
        var report = self
        report.failure = nil
        return report
    }
}
