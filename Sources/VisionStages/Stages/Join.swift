public import Dataflow
import Imaging

/// Brings frames together again that went different ways, or frames of several sources that belong to one moment.
///
/// The result is the first input's frame, with what only the others have in their slots. What several have from different stages is
/// refused before the run, unless the join is told what to do with it.
///
/// **Emits** one frame for each that came by all inputs, in the order in which they parted. **Waits when** a frame has not come by all
/// inputs yet, and when there is no room behind. **Ends when** all inputs have ended. **Fails when** a frame comes without the envelope
/// in which it parted.
public struct FrameJoin: Dataflow.Join {
    /// What becomes of a slot that several inputs have from different stages.
    public enum Conflicts: String, CaseIterable, Sendable {
        /// The pipeline is refused.
        case refuse
        /// The first input's content is kept.
        case first
    }

    public let rule: JoinRule
    public let incomplete: IncompleteJoin
    /// Whether the detections of all inputs are kept, the first input's first.
    public let addsDetections: Bool

    public init(rule: JoinRule = .item, incomplete: IncompleteJoin = .drop, addsDetections: Bool = false) {
        self.rule = rule
        self.incomplete = incomplete
        self.addsDetections = addsDetections
    }

    public var defaultSettings: StageSettings { StageSettings(name: Self.entry.name, capacity: 16) }

    public func join(_ inputs: [Frame?]) async throws -> Frame? {
        let frames = inputs.compactMap(\.self)
        guard var result = frames.first else { return nil }
        for other in frames.dropFirst() { result.fill(from: other) }
        if addsDetections {
            let found = frames.compactMap { $0[.detections] }
            let classes = found.flatMap(\.classes).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            if found.count > 1 {
                result[.detections] = FrameDetections(classes: classes, detections: found.flatMap(\.detections))
            }
        }
        return result
    }
}

extension FrameJoin {
    /// What a pipeline file can say of it.
    public static let entry = StageEntry<Frame>(
        name: "join",
        summary: "Brings frames together again that went different ways, or that belong to one moment.",
        kind: .join,
        contract: StageContract(
            emits: "one frame for each that came by all inputs, with the slots of all",
            waitsWhen: "a frame has not come by all inputs yet, or there is no room behind",
            endsWhen: "all inputs have ended", failsWhen: "a frame comes without the envelope in which it parted"),
        options: [Options.within, Options.incomplete, Options.conflicts, Options.addDetections],
        example: "- join: { from: [cars, signs], add-detections: true }"
    ) { reader in
        let within = reader.read(Options.within)
        let conflicts = reader.read(Options.conflicts)
        let addsDetections = reader.read(Options.addDetections)
        let join = FrameJoin(
            rule: within.map { .time(within: $0) } ?? .item, incomplete: reader.read(Options.incomplete),
            addsDetections: addsDetections)
        return StageBlueprint(
            capacity: 16, rule: join.rule,
            verify: { table in
                if conflicts == .refuse { try refuseConflicts(table, but: addsDetections ? ["detections"] : []) }
                return []
            },
            build: { .join(join) })
    }

    private static func refuseConflicts(_ table: SlotTable, but resolved: Set<SlotName>) throws {
        let conflicts = table.conflicts.filter { !resolved.contains($0.key) }
        guard let (slot, writers) = conflicts.min(by: { $0.key < $1.key }) else { return }
        let advice = slot == "detections" ? "; keep all with \"add-detections: true\"" : ""
        let names = Set(writers).sorted().map { "\"\($0)\"" }.joined(separator: " and ")
        throw StageFault(
            "its inputs have different things in the slot \"\(slot)\", from \(names)\(advice), or keep the first input's with "
                + "\"conflicts: first\"")
    }

    private enum Options {
        static let within = StageOption(
            optional: "within", .duration(), absent: "copies of one frame are joined",
            "join frames of different sources whose timestamps are at most so far apart")
        static let incomplete = StageOption(
            "incomplete", .oneOf(IncompleteJoin.self), default: .drop,
            "whether a frame that did not come by all inputs is dropped or passed on with what there is")
        static let conflicts = StageOption(
            "conflicts", .oneOf(Conflicts.self), default: .refuse,
            "whether a slot that several inputs have from different stages is refused or the first input's is kept")
        static let addDetections = StageOption(
            "add-detections", .bool, default: false, "whether the detections of all inputs are kept, the first input's first")
    }
}
