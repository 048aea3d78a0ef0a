/// A stage with its options read: what it needs, what it can check beforehand, and how it is built.
public struct StageBlueprint<Payload: Sendable>: Sendable {
    /// The slots with these options; nil where the entry's lists hold as they stand.
    public var reads: Set<SlotName>?
    public var writes: Set<SlotName>?
    public var removes: Set<SlotName>?
    /// Checks what is known before the run, and says more about the slots that the stage fills.
    ///
    /// Called once all that the stage reads is filled, with the slots as they are before it. It may open the header of a
    /// file (a model's shapes, not its weights). What it returns is known of the written slots; those it leaves out are
    /// filled with nothing known. A shape in the table may be unknown, also because an earlier stage has a problem:
    /// then there is nothing to compare. An error that it throws is reported at the stage, a `StageFault` at its option.
    public var verify: @Sendable (SlotTable) throws -> [Slot]
    /// For a join: which items belong together.
    public var rule: JoinRule?
    /// How the stage runs unless the pipeline says otherwise. The name is the pipeline's to give.
    public var defaults: StageSettings
    /// What the stage leaves behind, for the user when the run is over: `pictures: out/*.jpg`, a line each.
    public var results: [String] = []
    /// Files that the stage's results depend on: a run can be resumed only while they are what they were.
    public var files: [String] = []
    /// Builds the stage for one pipeline. Here weights are read and files opened; it is called once for each run, never by a check.
    public var build: @Sendable () async throws -> PipelineNode<Payload>

    /// - Parameters:
    ///   - workers: how many items the stage works on at once unless the pipeline says otherwise.
    ///   - capacity: how many may wait before it; a stage that works on batches wants at least one batch.
    ///   - threads: where its work is done; `dedicated` for C code and all that blocks or computes for long.
    public init(
        reads: Set<SlotName>? = nil, writes: Set<SlotName>? = nil, removes: Set<SlotName>? = nil, workers: Int = 1,
        capacity: Int = 4, threads: StageSettings.Threads = .cooperative, files: [String] = [],
        rule: JoinRule? = nil,
        verify: @escaping @Sendable (SlotTable) throws -> [Slot] = { _ in [] },
        build: @escaping @Sendable () async throws -> PipelineNode<Payload>
    ) {
        self.reads = reads
        self.writes = writes
        self.removes = removes
        self.verify = verify
        self.files = files
        self.rule = rule
        self.build = build
        defaults = StageSettings(name: "", workers: workers, capacity: capacity, threads: threads)
    }
}

/// Why a stage can't work in its pipeline, with the option that is to blame where there is one.
public struct StageFault: Error, Sendable, CustomStringConvertible {
    public var option: String?
    public var message: String

    public init(_ message: String) {
        self.message = message
    }

    public init(at option: some DescribedOption, _ message: String) {
        self.option = option.description.name
        self.message = message
    }

    public var description: String {
        option.map { "\"\($0)\": \(message)" } ?? message
    }
}

extension StageOption {
    /// Runs `body`; what it throws is reported at this option's place, a `StageFault` that names another option at that one's:
    /// `try model.blamed { try Model.header(of: path) }`.
    public func blamed<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch var fault as StageFault {
            fault.option = fault.option ?? name
            throw fault
        } catch {
            throw StageFault(at: self, "\(error)")
        }
    }
}
