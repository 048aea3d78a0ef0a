import ArgumentParser
import Dashboard
import Dataflow
import DataflowLogging
import Logging

/// How a run is watched from the command line: trace, log, dashboard, metrics.
struct ObservationArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write a trace there for ui.perfetto.dev or chrome://tracing: what each worker did, item by item.",
            valueName: "file.json"))
    var trace: String?

    @Option(
        help: ArgumentHelp(
            "Log to standard error from this level on: \(Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")).",
            valueName: "level"))
    var logLevel: LogLevel?

    @Option(help: ArgumentHelp("Show the run live on a web page of this machine, at this port; with metrics.", valueName: "port"))
    var dashboard: UInt16?

    @Option(help: ArgumentHelp("Serve metrics for Prometheus at this port of this machine, without a page.", valueName: "port"))
    var metrics: UInt16?

    func validate() throws {
        if let dashboard, dashboard == metrics {
            throw ValidationError(
                "--metrics \(dashboard): expected another port than the dashboard's, which has /metrics as well; leave --metrics out"
            )
        }
    }
}

/// A level of swift-log, as it is given on the command line.
struct LogLevel: ExpressibleByArgument {
    let level: Logger.Level

    init?(argument: String) {
        guard let level = Logger.Level(rawValue: argument) else { return nil }
        self.level = level
    }

    static var allValueStrings: [String] { Logger.Level.allCases.map(\.rawValue) }
}

/// What watches one run.
struct Observation {
    private let trace: TraceFile?
    private let logger: RunLogger?
    let servers: [DashboardServer]

    /// - Throws: `FileRefusal` where the trace can't be written: before the run, which would be in vain.
    init(_ arguments: ObservationArguments, _ control: RunControl, pipeline: String) throws {
        trace = try arguments.trace.map { try TraceFile($0) }
        logger = arguments.logLevel.map { level in
            var logger = Logger(label: "framerill", factory: { StreamLogHandler.standardError(label: $0) })
            logger.logLevel = level.level
            logger[metadataKey: "pipeline"] = "\(pipeline)"
            return RunLogger(logger)
        }
        servers =
            (arguments.dashboard.map { [DashboardServer(watching: control, port: $0, pipeline: pipeline)] } ?? [])
            + (arguments.metrics.map { [DashboardServer(watching: control, port: $0, pipeline: pipeline, metricsOnly: true)] }
                ?? [])
    }

    var observers: [any RunObserver] {
        let all: [(any RunObserver)?] = [trace, logger]
        return all.compactMap(\.self)
    }

    /// Ends the trace.
    ///
    /// - Throws: `FileRefusal` if it isn't whole.
    func close() throws {
        try trace?.close()
    }
}
