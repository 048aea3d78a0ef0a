public import Dataflow

/// How a pipeline's run is watched and stopped: what stands under `run:` in its file.
///
/// ```yaml
/// run: { stall-after: 30s, when-stalled: end, stop-within: 10s }
/// ```
public struct RunSettings: Sendable, Hashable {
    static let stallAfter = StageOption(
        optional: "stall-after", .duration(atLeast: .milliseconds(1)), absent: "not watched",
        "for how long nothing may move before that is told")
    static let whenStalled = StageOption(
        "when-stalled", .oneOf(RunWatch.WhenStalled.self), default: .report, "whether that is only told or ends the run")
    static let stopWithin = StageOption(
        "stop-within", .duration(atLeast: .milliseconds(1)), default: .seconds(30),
        "how long what is on its way may take to arrive after a stop")

    /// All keys, in the order in which they are listed.
    public static let descriptions: [OptionDescription] = [
        stallAfter.description, whenStalled.description, stopWithin.description,
    ]

    public var stallAfter: Duration?
    public var whenStalled: RunWatch.WhenStalled
    public var stopWithin: Duration

    /// - Parameter problems: gets what is wrong with the map.
    init(_ map: OptionMap, _ problems: inout [PipelineProblem]) {
        var reader = OptionReader(map, stage: nil, options: Self.descriptions)
        stallAfter = reader.read(Self.stallAfter)
        whenStalled = reader.read(Self.whenStalled)
        stopWithin = reader.read(Self.stopWithin)
        if stallAfter == nil {
            reader.refuseIfGiven(Self.whenStalled, "without \"stall-after\" nothing is watched; give it too, or remove this")
        }
        problems += reader.finish()
    }

    public func watch(onEvent: (@Sendable (RunWatch.Event) -> Void)? = nil) -> RunWatch {
        var watch = RunWatch(stallAfter: stallAfter, whenStalled: whenStalled, stopWithin: stopWithin, onEvent: onEvent)
        watch.leaveWithin = min(watch.leaveWithin, stopWithin)
        return watch
    }
}
