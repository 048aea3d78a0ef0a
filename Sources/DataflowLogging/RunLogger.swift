public import Dataflow
public import Logging

/// Tells a swift-log `Logger` what happens in a run. What it is about (stage, item, origin, error) is in the metadata.
///
/// | level | what |
/// |---|---|
/// | error | a part failed and ended the run, a source died, a stage that does not come back; a run that isn't balanced |
/// | warning | a skipped item, a dead letter, a further attempt, an item dropped by a full channel; a stall, a stop that takes too long |
/// | notice | a request to stop, the end of a stall |
/// | info | the run begins and ends |
/// | debug | items that a stage left out, or that came too late |
public struct RunLogger: RunObserver {
    private let logger: Logger

    public init(_ logger: Logger) {
        self.logger = logger
    }

    public func observe(_ event: RunEvent, at time: Duration) {
        switch event {
        case .began(let run):
            let parts = run.snapshot().parts.map { "\($0.name)" }.joined(separator: " ")
            logger.info("run begins", metadata: ["parts": "\(parts)"])
        case .worked: break
        case .lost(let loss):
            logger.log(
                level: loss.kind.level, "item \(loss.kind.rawValue)",
                metadata: Self.metadata(loss.stage, loss.item, loss.origin, ["reason": "\(loss.reason)"]))
        case .retried(let retry):
            logger.warning(
                "item is tried again",
                metadata: Self.metadata(
                    retry.stage, retry.item, retry.origin, ["error": "\(retry.error)", "attempts": "\(retry.attempts)"]))
        case .stopRequested: logger.notice("stop requested")
        case .sourceDied(let failure):
            logger.error(
                "source died, the others go on",
                metadata: Self.metadata(failure.stage, failure.item, failure.origin, ["error": "\(failure.message)"]))
        case .watched(let event): log(event)
        case .failed(let failure):
            logger.error(
                "run failed",
                metadata: Self.metadata(failure.stage, failure.item, failure.origin, ["error": "\(failure.message)"])
            )
        case .ended(let report):
            for imbalance in report.imbalances { logger.error("run isn't balanced", metadata: ["reason": "\(imbalance)"]) }
            logger.info(
                "run is over",
                metadata: [
                    "ending": "\(report.ending.rawValue)", "emitted": "\(report.emitted)", "stored": "\(report.stored)",
                    "seconds": "\(report.elapsed / .seconds(1))",
                ])
        }
    }

    private func log(_ event: RunWatch.Event) {
        switch event {
        case .stalled(let report):
            logger.warning(
                "nothing moves",
                metadata: Self.metadata(report.stage, report.item?.id, report.item?.origin, ["report": "\(report)"]))
        case .movingAgain(let report):
            logger.notice(
                "moving again",
                metadata: ["stage": "\(report.stage)", "seconds": "\(report.duration / .seconds(1))"])
        case .stopOverdue(let items):
            logger.warning("stopping took too long", metadata: ["left": "\(items.map(\.description).joined(separator: "; "))"])
        case .unresponsive(let report):
            logger.error(
                "a stage does not come back",
                metadata: ["left": "\(report.stranded.map(\.description).joined(separator: "; "))"])
        }
    }

    private static func metadata(
        _ stage: String, _ item: ItemID?, _ origin: String?, _ more: Logger.Metadata
    ) -> Logger.Metadata {
        var metadata = more
        metadata["stage"] = "\(stage)"
        if let item { metadata["item"] = "\(item)" }
        if let origin { metadata["origin"] = "\(origin)" }
        return metadata
    }
}

extension Loss.Kind {
    fileprivate var level: Logger.Level {
        switch self {
        case .filtered, .late: .debug
        case .dropped, .skipped, .deadLettered: .warning
        }
    }
}
