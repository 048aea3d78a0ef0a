public import Dataflow

/// How a pipeline's run is limited, watched and stopped: what stands under `run:` in its file.
///
/// ```yaml
/// run: { memory: 1GB, stall-after: 30s, when-stalled: end, stop-within: 10s }
/// ```
public struct RunSettings: Sendable, Hashable {
    static let memory = StageOption(
        optional: "memory", .byteCount, absent: "as the channels' capacities allow",
        "how much the pixels and numbers of all frames on their way may hold; sources wait for it")
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
        memory.description, stallAfter.description, whenStalled.description, stopWithin.description,
    ]

    /// In bytes.
    public var memory: Int?
    public var stallAfter: Duration?
    public var whenStalled: RunWatch.WhenStalled
    public var stopWithin: Duration

    /// - Parameter problems: gets what is wrong with the map.
    init(_ map: OptionMap, _ problems: inout [PipelineProblem]) {
        var reader = OptionReader(map, stage: nil, options: Self.descriptions)
        memory = reader.read(Self.memory)
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
