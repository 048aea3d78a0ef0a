/// The keys that every stage takes and that the framework reads itself.
public enum CommonOptions {
    static let name = StageOption(
        optional: "name",
        .text.converted(to: "name", standIn: "") { text throws(OptionRefusal) in
            guard StageName.isValid(text) else { throw OptionRefusal("\(StageName.rule), found \"\(text)\"") }
            return text
        },
        absent: "the stage's own", "what the stage is called in this pipeline, in reports and in --set")
    static let workers = StageOption(
        optional: "workers", .integer(in: 1...1024), absent: "the stage's own", "how many items are worked on at once")
    static let capacity = StageOption(
        optional: "capacity", .integer(in: 1...1_000_000), absent: "the stage's own", "how many items may wait before the stage")
    static let overflow = StageOption(
        optional: "overflow", .oneOf(OverflowPolicy.self), absent: "block", "what happens to one more item")
    static let ordered = StageOption(
        optional: "ordered", .bool, absent: "true", "whether several workers hand items on in the order in which they came")
    static let executor = StageOption(
        optional: "executor", .oneOf(StageSettings.Threads.self), absent: "the stage's own", "on which threads the work is done")
    static let onError = StageOption(
        "on-error", .errorPolicy, default: .fail, "what happens when the stage fails at an item")
    static let rate = StageOption(
        optional: "rate", .number(in: 0.001...1_000_000), absent: "as fast as it goes", "how many items a second at most")
    static let lifetime = StageOption(
        optional: "lifetime", .duration(atLeast: .nanoseconds(1)), absent: "without end",
        "how long an item is of use; stages with drop-late drop it after that")
    static let dropLate = StageOption(
        "drop-late", .bool, default: false, "whether items whose lifetime is over are dropped before the stage works on them")

    static let from = StageOption(
        optional: "from", OptionType<[String]>.nameOrNames, absent: "the stage before it", "the stages that it reads from")
    static let fanOut = StageOption(
        "fan-out", .oneOf(FanOut.self), default: .copy, "which of several stages that read from it get an item")
    /// What the catalogue's option for conditions is called.
    static let conditionName = "when"

    /// All of them, in the order in which they are listed.
    public static let descriptions: [OptionDescription] = [
        name.description, from.description, fanOut.description, workers.description, capacity.description, overflow.description,
        ordered.description,
        executor.description, onError.description, rate.description, lifetime.description, dropLate.description,
    ]
    public static let names = descriptions.map(\.name) + [conditionName]

    /// Those that a stage of this kind takes. A source takes no items, so that there is nothing to wait before it and nothing to
    /// share among workers; a join is one task, and a sink gives nothing.
    public static func descriptions(for kind: StageKind) -> [OptionDescription] {
        let unfit: [String] =
            switch kind {
            case .source: [from, workers, capacity, overflow, ordered, dropLate].map(name(of:))
            case .transform: [lifetime].map(name(of:))
            case .join: [lifetime, workers, overflow, ordered, rate, dropLate].map(name(of:))
            case .sink: [lifetime, fanOut].map(name(of:))
            }
        return descriptions.filter { !unfit.contains($0.name) }
    }

    private static func name(of option: any DescribedOption) -> String { option.description.name }

    /// The stages that the user wants it to read from; `nil` where nothing is said.
    package static func readInputs(_ reader: inout OptionReader) -> [String]? { reader.read(from) }

    /// Reads the settings that the user gave; what was not given stays as `defaults` have it.
    ///
    /// Options that the kind does not take (see `descriptions(for:)`) are refused.
    public static func read(
        _ reader: inout OptionReader, kind: StageKind, defaults: StageSettings
    ) -> StageSettings {
        var settings = defaults
        if let name = reader.read(name) { settings.name = name }
        if let threads = reader.read(executor) { settings.threads = threads }
        settings.onError = reader.read(onError)
        settings.rate = reader.read(rate)
        let lifetime = reader.read(lifetime)
        let dropsLate = reader.read(dropLate)
        let workers = reader.read(workers)
        let capacity = reader.read(capacity)
        let overflow = reader.read(overflow)
        let ordered = reader.read(ordered)
        settings.fanOut = reader.read(fanOut)
        settings.lifetime = lifetime
        settings.dropsLate = dropsLate
        if let workers { settings.workers = workers }
        if let capacity { settings.capacity = capacity }
        if let overflow { settings.overflow = overflow }
        if let ordered { settings.ordered = ordered }
        let fit = descriptions(for: kind).map(\.name)
        for option in all where !fit.contains(name(of: option)) { reader.refuseIfGiven(option, reason(for: kind, option)) }
        return settings
    }

    private static let all: [any DescribedOption] = [
        from, fanOut, workers, capacity, overflow, ordered, rate, lifetime, dropLate,
    ]

    private static func reason(for kind: StageKind, _ option: any DescribedOption) -> String {
        switch kind {
        case .source: "a source takes no items, so that this means nothing here; remove it"
        case _ where name(of: option) == lifetime.name: "only a source says how long items are of use; give it there"
        case .join: "a join takes items as they come, so that this means nothing here; give it to the stage before or after"
        case .transform, .sink: "a sink gives items to nobody, so that this means nothing here; remove it"
        }
    }
}
